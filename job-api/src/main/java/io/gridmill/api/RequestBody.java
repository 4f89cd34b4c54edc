package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The body of a request, taken from the connection as it is read and not before. */
final class RequestBody {
    private RequestBody() {}

    /** The body as it comes in; the reader's pace is the sender's. */
    static InputStream stream(HttpRequest<?> request) {
        return ((ServerHttpRequest<?>) request).byteBody().toInputStream();
    }

    /**
     * The body as JSON.
     *
     * @param max bytes that it may have
     */
    static JsonNode json(HttpRequest<?> request, int max) {
        byte[] bytes;
        try (InputStream in = stream(request)) {
            if (request.getContentLength() > max) {
                throw tooLarge(max);
            }
            bytes = in.readNBytes(max + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > max) {
            throw tooLarge(max);
        }
        return Json.read(bytes);
    }

    private static GridException tooLarge(int max) {
        return new GridException(
                ErrorCode.TOO_LARGE,
                "A JSON body may have "
                        + max
                        + " bytes; large input is uploaded with PUT /api/v1/blobs/{sha256} first");
    }
}
