package io.gridmill.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the events of one job, over broken connections, to its end. */
final class JobStream implements Runnable {
    /** How long a server may be away before the watch is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 500;

    private final HttpCalls calls;
    private final String path;
    private final Consumer<JobChange> consumer;
    private String lastId = "";
    private boolean answered;

    /** {@code System.nanoTime()} of the last sign of life, once there was one. */
    private long lastHeard;

    JobStream(HttpCalls calls, String path, Consumer<JobChange> consumer) {
        this.calls = calls;
        this.path = path;
        this.consumer = consumer;
    }

    @Override
    public void run() {
        while (true) {
            try {
                if (readOnce()) {
                    return;
                }
            } catch (ServerUnreachableException e) {
                giveUpWhenHopeless(e);
            } catch (GridException e) {
                if (e.code() != ErrorCode.UNAVAILABLE) {
                    throw e;
                }
                giveUpWhenHopeless(e);
            }
            pause();
        }
    }

    private void giveUpWhenHopeless(RuntimeException cause) {
        if (!answered || System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
            throw cause;
        }
    }

    /** Reads one connection to its end; true when the job has ended. */
    private boolean readOnce() {
        HttpRequest.Builder request = calls.request(path).header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        try (EventReader events = new EventReader(calls.send(request).body())) {
            answered = true;
            for (ServerEvent event = events.next(); event != null; event = events.next()) {
                lastId = event.id();
                JobChange change = change(event);
                if (change != null) {
                    consumer.accept(change);
                }
                if (change instanceof JobChange.Ended) {
                    return true;
                }
            }
            lastHeard = System.nanoTime();
            return false;
        } catch (IOException e) {
            // The stream was up until now, however long it was silent.
            lastHeard = System.nanoTime();
            throw calls.unreachable(e);
        }
    }

    private static @Nullable JobChange change(ServerEvent event) throws JsonProcessingException {
        return switch (event.name()) {
            case "reset" -> new JobChange.Reset(status(event));
            case "progress" -> new JobChange.Progress(status(event));
            case "tasks" -> Wire.MAPPER.readValue(event.data(), JobChange.Tasks.class);
            case "end" -> new JobChange.Ended(status(event));
            default -> null;
        };
    }

    private static JobStatus status(ServerEvent event) throws JsonProcessingException {
        JsonNode job = Wire.MAPPER.readTree(event.data()).path("job");
        return Wire.MAPPER.treeToValue(job, JobStatus.class);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(ErrorCode.UNAVAILABLE, "The watch was interrupted");
        }
    }
}
