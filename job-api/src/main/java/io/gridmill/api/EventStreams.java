package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.GridOperations;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The event streams open on this node: their number is limited, their silence is broken. */
@Singleton
final class EventStreams {
    private static final Duration LAST_BYTES = Duration.ofMillis(100);

    private final GridOperations grid;
    private final ExecutorService threads;
    private final Semaphore places;
    private final int maxStreams;
    private final Map<EventStream, String> open = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> ticking;

    EventStreams(
            GridOperations grid,
            ApiConfig config,
            @Named(TaskExecutors.BLOCKING) ExecutorService threads,
            @Named(TaskExecutors.SCHEDULED) ExecutorService timer) {
        this.grid = grid;
        this.threads = threads;
        this.maxStreams = config.limits().maxStreams();
        this.places = new Semaphore(maxStreams);
        Duration silence = config.limits().heartbeat();
        long every = Math.max(1, silence.toMillis() / 4);
        this.ticking =
                ((ScheduledExecutorService) timer)
                        .scheduleWithFixedDelay(
                                () -> open.keySet().forEach(stream -> tick(stream, silence)),
                                every,
                                every,
                                TimeUnit.MILLISECONDS);
    }

    /**
     * A stream of a job's changes, which starts when it is read.
     *
     * @throws GridException {@code too-many-streams}
     */
    EventStream open(String job) {
        if (!places.tryAcquire()) {
            throw new GridException(
                    ErrorCode.TOO_MANY_STREAMS,
                    "This node serves "
                            + maxStreams
                            + " event streams already; close one, ask"
                            + " another node, or poll GET /api/v1/jobs/"
                            + job
                            + "?wait=30s");
        }
        EventStream stream =
                new EventStream(consumer -> grid.watch(job, consumer), threads, this::closed);
        open.put(stream, job);
        return stream;
    }

    private void tick(EventStream stream, Duration silence) {
        if (stream.tick(silence)) {
            threads.execute(() -> endIfForgotten(stream));
        }
    }

    /** A job that was deleted has no end to tell; its streams would stay for ever. */
    private void endIfForgotten(EventStream stream) {
        String job = open.get(stream);
        try {
            if (job != null) {
                grid.job(job);
            }
        } catch (GridException e) {
            if (e.code() == ErrorCode.NO_SUCH_JOB) {
                stream.finish();
            }
        }
    }

    private void closed(EventStream stream) {
        if (open.remove(stream) != null) {
            places.release();
        }
    }

    /** Ends all streams and gives their last bytes a moment to leave. */
    @PreDestroy
    void close() {
        ticking.cancel(false);
        if (open.isEmpty()) {
            return;
        }
        open.keySet().forEach(EventStream::finish);
        LockSupport.parkNanos(LAST_BYTES.toNanos());
    }
}
