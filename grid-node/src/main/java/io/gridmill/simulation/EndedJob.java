package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a job at the moment of its end: its counts, and its answer. */
final class EndedJob {
    private final JobRecord job;
    private final Cluster cluster;
    private final Checker checker;

    EndedJob(JobRecord job, Cluster cluster, Checker checker) {
        this.job = job;
        this.cluster = cluster;
        this.checker = checker;
    }

    /** What it counted is the sum of its blocks, in which nothing goes on. */
    void counts() {
        JobRecord.Outcome outcome = job.outcome();
        if (outcome == null) {
            return;
        }
        long[] sums = sums();
        long[] counts = outcome.figures().counts();
        for (TaskState state : TaskState.values()) {
            long sum = sums[state.ordinal()];
            long counted = counts[state.ordinal()];
            if (job.progress().splitDone() && sum != counted) {
                String what = counted + " tasks counted as " + state + " and there are " + sum;
                checker.fail(5, what, job.id(), -1);
            }
            // A block that was on its way when its job ended is never looked at again.
            boolean late = state == TaskState.READY && !job.progress().splitDone();
            if (!state.ended() && !late && sum > 0) {
                checker.fail(5, "ended with a task that is " + state, job.id(), -1);
            }
        }
    }

    private long[] sums() {
        long[] sums = new long[TaskState.values().length];
        for (int number = 0; number < job.blocks(); number++) {
            BlockKey key = new BlockKey(job.id(), number);
            Copy copy = cluster.partition(key).survivor();
            TaskBlock block = copy == null ? null : copy.blocks.get(key);
            for (TaskState state : TaskState.values()) {
                sums[state.ordinal()] += block == null ? 0 : block.count(state);
            }
        }
        return sums;
    }

    /** It ended as its failure policy says. */
    void policy() {
        long total = job.progress().tasks();
        boolean tooMany = job.spec().failurePolicy().exceeded(failed(), total);
        boolean none = failed() > 0 && failed() == total;
        if (job.state() == JobState.SUCCEEDED && (tooMany || none)) {
            checker.fail(5, "succeeded although " + failed() + " tasks failed", job.id(), -1);
        }
        if (job.state() == JobState.SUCCEEDED && failed() != job.failed().count()) {
            checker.fail(5, "knows " + job.failed().count() + " failed tasks", job.id(), -1);
        }
    }

    private long failed() {
        JobRecord.Outcome outcome = job.outcome();
        return outcome == null ? 0 : outcome.figures().counts()[TaskState.FAILED.ordinal()];
    }

    /** Every task's result is in the answer once, and is the one that was acknowledged. */
    void result(Map<BlockKey, @Nullable String[]> acknowledged) {
        String text = job.outcome() == null ? "" : SimulatedType.text(job.outcome().result());
        Map<Long, String> results = new HashMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isEmpty()) {
                // A block of which all tasks failed, or no block at all.
                continue;
            }
            long task = Long.parseLong(part, 0, part.indexOf('@'), 10);
            if (results.put(task, part) != null) {
                checker.fail(2, "a task counts twice in the result", job.id(), task);
            }
        }
        long tasks = job.progress().tasks() - failed();
        if (results.size() != tasks) {
            checker.fail(8, results.size() + " results of " + tasks + " tasks", job.id(), -1);
        }
        acknowledged.forEach((key, accepted) -> compare(key, accepted, results));
    }

    private void compare(BlockKey key, @Nullable String[] accepted, Map<Long, String> results) {
        for (int i = 0; i < accepted.length; i++) {
            long task = job.plan().first(key.number()) + i;
            String mine = accepted[i];
            if (mine != null && !mine.equals(results.get(task))) {
                String what = "acknowledged " + mine + ", the result has " + results.get(task);
                checker.fail(8, what, job.id(), task);
            }
        }
    }
}
