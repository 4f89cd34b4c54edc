package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this member should find and does not, and for how long: blocks that it owns, and jobs that
 * were live. What stays away for the patience is lost; until then it may come back, as with a part
 * of the grid that was cut off. Knows no clock. Thread-safe.
 */
final class MissingData {
    private static final int NODES_REMEMBERED = 20;
    private static final long TELL_AGAIN_NANOS = 5_000_000_000L;
    private static final long LATELY_NANOS = 120_000_000_000L;

    private final long patienceNanos;
    private final Map<String, Missing> jobs = new HashMap<>();
    private final Map<String, Long> noRecord = new HashMap<>();
    private final Map<String, Long> died = new LinkedHashMap<>();

    /** What is missed of a job in a generation, and since when. */
    private record Missing(int generation, Map<Integer, Long> since) {}

    MissingData(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** A block of a job was looked for at its owner, this member. */
    synchronized void looked(JobBrief job, int number, boolean there, long now) {
        Missing missing = jobs.get(job.id());
        if (there) {
            if (missing != null) {
                missing.since.remove(number);
            }
            return;
        }
        if (missing == null || missing.generation != job.generation()) {
            missing = new Missing(job.generation(), new HashMap<>());
            jobs.put(job.id(), missing);
        }
        missing.since.putIfAbsent(number, now);
    }

    /** Only these blocks of a job are still looked for here; others are elsewhere or were seen. */
    synchronized void only(JobBrief job, BitSet blocks) {
        Missing missing = jobs.get(job.id());
        if (missing != null) {
            missing.since.keySet().removeIf(number -> !blocks.get(number));
            if (missing.since.isEmpty() || missing.generation != job.generation()) {
                jobs.remove(job.id());
            }
        }
    }

    /** The blocks of a job that were missed for longer than the patience; not told again at once. */
    synchronized BitSet lost(JobBrief job, long now) {
        BitSet lost = new BitSet();
        Missing missing = jobs.get(job.id());
        if (missing != null && missing.generation == job.generation()) {
            missing.since.forEach(
                    (number, since) -> {
                        if (now - since >= patienceNanos) {
                            lost.set(number);
                        }
                    });
            long again = now - patienceNanos + Math.min(patienceNanos, TELL_AGAIN_NANOS);
            lost.stream().forEach(number -> missing.since.put(number, again));
        }
        return lost;
    }

    /** A live job has no record; whether that is so for longer than the patience. */
    synchronized boolean noRecord(String job, long now) {
        return now - noRecord.computeIfAbsent(job, _ -> now) >= patienceNanos;
    }

    /** A job has a record after all, or is not looked for any more. */
    synchronized void found(String job) {
        noRecord.remove(job);
    }

    /** Forgets a job. */
    synchronized void forget(String job) {
        jobs.remove(job);
        noRecord.remove(job);
    }

    /** A node went without a word. */
    synchronized void died(String node, long now) {
        died.put(node, now);
        while (died.size() > NODES_REMEMBERED) {
            died.remove(died.keySet().iterator().next());
        }
    }

    /** Nodes that went without a word so lately that what is lost now may have been theirs. */
    synchronized List<String> diedLately(long now) {
        List<String> lately = new ArrayList<>();
        died.forEach(
                (node, when) -> {
                    if (now - when <= 2 * patienceNanos + LATELY_NANOS) {
                        lately.add(node);
                    }
                });
        return lately;
    }
}
