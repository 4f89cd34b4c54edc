package io.gridmill.api;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Writes event streams as the bytes they are. Micronaut's own writer puts a data line after every
 * comment, which readers take for an event.
 */
@Singleton
final class EventStreamWriter implements ResponseBodyWriter<EventStream> {

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<EventStream> type,
            MediaType mediaType,
            EventStream stream) {
        Publisher<ReadBuffer> buffers =
                Flux.<byte[]>from(stream::subscribe)
                        .map(frame -> bodies.readBufferFactory().adapt(frame));
        return bodies.adapt(buffers);
    }

    @Override
    public void writeTo(
            Argument<EventStream> type,
            MediaType mediaType,
            EventStream stream,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException("An event stream is written by writePiece");
    }
}
