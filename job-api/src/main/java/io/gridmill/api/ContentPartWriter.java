package io.gridmill.api;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;

/** Streams content at the client's pace, with its length, which Micronaut's own writer drops. */
@Singleton
final class ContentPartWriter implements ResponseBodyWriter<ContentPart> {
    private final ExecutorService threads;

    ContentPartWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<ContentPart> type,
            MediaType mediaType,
            ContentPart part) {
        return InputStreamByteBody.create(
                part.stream(), OptionalLong.of(part.length()), threads, bodies);
    }

    @Override
    public void writeTo(
            Argument<ContentPart> type,
            MediaType mediaType,
            ContentPart part,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException("Content is written by writePiece");
    }
}
