package io.gridmill.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a driver waits before it repeats a step that failed: twice as long each time, and not all
 * jobs at the same moment, for what fails for want of time fails again when it is repeated at once.
 * How they are spread follows from their ids, which are drawn by chance. Thread-safe.
 */
final class StepBackoff {
    static final long FIRST_MILLIS = 200;
    static final long MOST_MILLIS = 5_000;
    private static final int MOST_DOUBLINGS = 5;

    /** The golden ratio in 64 bits, as in Fibonacci hashing: neighbours end up far apart. */
    private static final long SPREADER = 0x9E3779B97F4A7C15L;

    private final Map<String, Failed> failed = new ConcurrentHashMap<>();

    private record Failed(int times, long untilNanos) {}

    /**
     * A step of a job failed.
     *
     * @return milliseconds until it is repeated
     */
    long failed(String job, long nanoTime) {
        Failed now =
                failed.compute(
                        job,
                        (_, before) -> {
                            int times = before == null ? 1 : before.times + 1;
                            long most = mostMillis(times);
                            long wait = most / 2 + spread(job, times) % (most / 2 + 1);
                            return new Failed(times, nanoTime + wait * 1_000_000);
                        });
        return (now.untilNanos - nanoTime) / 1_000_000;
    }

    private static long spread(String job, int times) {
        return ((31L * job.hashCode() + times) * SPREADER) >>> 1;
    }

    private static long mostMillis(int times) {
        return Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(times - 1, MOST_DOUBLINGS));
    }

    /** Whether a job waits before its step is repeated. */
    boolean waits(String job, long nanoTime) {
        Failed last = failed.get(job);
        return last != null && nanoTime - last.untilNanos < 0;
    }

    /** Nothing of a job is to be repeated: a step went well, or it is gone, or to be looked at now. */
    void forget(String job) {
        failed.remove(job);
    }
}
