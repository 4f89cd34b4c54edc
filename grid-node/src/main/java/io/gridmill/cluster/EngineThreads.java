package io.gridmill.cluster;

import io.gridmill.engine.Loop;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's own threads, so that nothing of it waits on Hazelcast's or the common pool. */
final class EngineThreads implements Loop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);
    private static final int TIMERS = 4;

    private final ExecutorService callbacks;
    private final ExecutorService folding;
    private final ExecutorService driving;
    private final ScheduledExecutorService timers;

    EngineThreads() {
        int cores = Runtime.getRuntime().availableProcessors();
        callbacks = Executors.newFixedThreadPool(Math.clamp(cores, 2, 8), named("callback"));
        folding = Executors.newFixedThreadPool(Math.max(1, cores), named("fold"));
        driving = Executors.newCachedThreadPool(named("drive"));
        timers = Executors.newScheduledThreadPool(TIMERS, named("timer"));
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name("gridmill-" + name + "-", 1).factory();
    }

    /** What follows from answers of other members; short, may call maps without waiting. */
    ExecutorService callbacks() {
        return callbacks;
    }

    @Override
    public void soon(Runnable action) {
        try {
            callbacks.execute(action);
        } catch (RejectedExecutionException e) {
            LOG.trace("Closing; nothing is started any more", e);
        }
    }

    @Override
    public void after(long millis, Runnable action) {
        try {
            var _ = timers.schedule(() -> soon(action), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("Closing; nothing is planned any more", e);
        }
    }

    @Override
    public Executor patient() {
        return driving;
    }

    /** User code that folds results. */
    ExecutorService folding() {
        return folding;
    }

    /** Steps of jobs; they wait for maps, Jet and user code. */
    ExecutorService driving() {
        return driving;
    }

    /** Periodic and delayed duties. */
    ScheduledExecutorService timers() {
        return timers;
    }

    @Override
    public void close() {
        for (ExecutorService executor : List.of(timers, callbacks, folding, driving)) {
            executor.shutdownNow();
        }
    }
}
