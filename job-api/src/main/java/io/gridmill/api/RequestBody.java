package io.gridmill.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, taken from the connection as it is read and not before. */
final class RequestBody {
    private RequestBody() {}

    /** The body as it comes in; the reader's pace is the sender's. */
    static InputStream stream(HttpRequest<?> request) {
        return new Body(((ServerHttpRequest<?>) request).byteBody().toInputStream());
    }

    /** The client went away before it had sent all. */
    static final class BrokenBodyException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenBodyException(IOException cause) {
            super(cause);
        }
    }

    /** Tells a client that went away from faults of the grid's own reading and writing. */
    private static final class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw new BrokenBodyException(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new BrokenBodyException(e);
            }
        }
    }
}
