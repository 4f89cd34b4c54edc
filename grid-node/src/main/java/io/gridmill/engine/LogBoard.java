package io.gridmill.engine;

import io.gridmill.execute.Clocks;
import io.gridmill.execute.LogBook;
import io.gridmill.execute.TaskLog;
import io.gridmill.job.LogKey;
import io.gridmill.job.LogTail;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The logs of the attempts that run here. Their ends go to the store at most twice a second while
 * they are written, so that any node can show them and a crash loses half a second. Thread-safe.
 */
final class LogBoard implements LogBook {
    private static final long KEEP_MILLIS = 500;
    private static final long KEEP_ENDED_MILLIS = 20;

    /** Attempts whose logs are in memory: some more than the slots of a node. */
    private static final int MOST_OPEN = 2_048;

    /** Logs that this node remembers to have written, so that they go with their jobs. */
    private static final int MOST_WRITTEN = 100_000;

    private final Loop loop;
    private final Clocks clocks;
    private final LogStore store;
    private final Map<LogKey, Open> open = new ConcurrentHashMap<>();
    private final Map<String, Set<LogKey>> written = new ConcurrentHashMap<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicBoolean plannedSoon = new AtomicBoolean();

    private record Open(TaskLog log, long keptMillis) {}

    LogBoard(Loop loop, Clocks clocks, LogStore store) {
        this.loop = loop;
        this.clocks = clocks;
        this.store = store;
    }

    @Override
    public @Nullable TaskLog open(LogKey key, long keptMillis) {
        if (open.size() >= MOST_OPEN) {
            return null;
        }
        return open.computeIfAbsent(key, _ -> new Open(newLog(), keptMillis)).log;
    }

    private TaskLog newLog() {
        return new TaskLog(
                clocks,
                () -> plan(planned, KEEP_MILLIS),
                () -> plan(plannedSoon, KEEP_ENDED_MILLIS));
    }

    private void plan(AtomicBoolean plan, long millis) {
        if (plan.compareAndSet(false, true)) {
            loop.after(
                    millis,
                    () -> {
                        plan.set(false);
                        keep();
                    });
        }
    }

    private void keep() {
        open.forEach(
                (key, one) -> {
                    if (one.log.hasNews()) {
                        LogTail tail = one.log.take();
                        remember(key);
                        store.keep(key, tail, one.keptMillis);
                        if (tail.ended()) {
                            open.remove(key);
                        }
                    }
                });
    }

    private void remember(LogKey key) {
        if (written.values().stream().mapToInt(Set::size).sum() < MOST_WRITTEN) {
            written.computeIfAbsent(key.job(), _ -> ConcurrentHashMap.newKeySet()).add(key);
        }
    }

    /** Keeps what is new at once; the node is about to end. */
    void close() {
        keep();
    }

    /** A job was deleted: so are the logs that this node wrote of it. */
    void forget(String job) {
        Set<LogKey> keys = written.remove(job);
        if (keys != null) {
            store.forget(keys);
        }
    }
}
