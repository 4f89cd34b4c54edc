package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.http.HttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;

/**
 * Reads JSON bodies, and keeps all of them together within what the heap can hold: however many
 * clients come at once, the next one waits a while and is then told to come back. While a body
 * arrives, what is more than a little of it lies on disk, so that who sends slowly holds next to
 * nothing and delays nobody. Thread-safe.
 */
@Singleton
final class JsonBodies {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ApiConfig config;
    private final HeapShare arriving;
    private final HeapShare inWork;
    private final ScheduledThreadPoolExecutor timer = ReadingTime.timer();

    JsonBodies(ApiConfig config) {
        long bytes = config.limits().bodiesInMemory();
        this.config = config;
        this.arriving = new HeapShare(bytes / 4, PATIENCE);
        this.inWork = new HeapShare(bytes - bytes / 4, PATIENCE);
    }

    /**
     * Reads a body and passes it on.
     *
     * @param use what is done with it; until it returns, the body counts as being in memory
     * @throws GridException {@code too-large}, {@code bad-request}, {@code body-too-slow}, {@code
     *     unavailable} when too much is in memory already
     */
    <T> T read(HttpRequest<?> request, Function<JsonNode, T> use) {
        if (request.getContentLength() > config.limits().maxJson()) {
            throw tooLarge();
        }
        try (ArrivingBody body = new ArrivingBody(config.data())) {
            long cost = arrive(request, body);
            try (HeapShare.Part part = inWork.part()) {
                part.take(cost);
                return use.apply(Json.read(body.open()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long arrive(HttpRequest<?> request, ArrivingBody body) throws IOException {
        try (HeapShare.Part part = arriving.part();
                InputStream in = RequestBody.stream(request)) {
            part.take(2L * ArrivingBody.IN_MEMORY);
            try (ReadingTime time = new ReadingTime(timer, config.limits().bodyTime())) {
                return arrive(in, body, time);
            }
        }
    }

    private long arrive(InputStream in, ArrivingBody body, ReadingTime time) throws IOException {
        JsonCost cost = new JsonCost();
        byte[] piece = new byte[ArrivingBody.IN_MEMORY];
        try {
            for (int read = in.read(piece); read >= 0 && !time.over(); read = in.read(piece)) {
                body.add(piece, read);
                cost.add(piece, read);
                if (body.length() > config.limits().maxJson()) {
                    throw tooLarge();
                }
            }
        } catch (IOException e) {
            // Interrupted at any place, or the client went away at that very moment.
            if (!time.over()) {
                throw e;
            }
        }
        if (time.over()) {
            throw tooSlow();
        }
        return cost.bytes();
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    private GridException tooLarge() {
        return new GridException(
                ErrorCode.TOO_LARGE,
                "A JSON body may have "
                        + config.limits().maxJson()
                        + " bytes; large input is uploaded with PUT /api/v1/blobs/{sha256} first");
    }

    private GridException tooSlow() {
        return new GridException(
                ErrorCode.BODY_TOO_SLOW,
                "The body has not come within "
                        + config.limits().bodyTime().toMillis() / 1_000.0
                        + " s; large input is uploaded with PUT /api/v1/blobs/{sha256} first");
    }
}
