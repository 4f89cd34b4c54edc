package io.gridmill.job;

import io.gridmill.job.JobRecord.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins two copies of a job that went on without each other, after a network was split. Commutative
 * and idempotent; associative in all but epoch and version, which only rise.
 *
 * <p>The higher generation stands, then a job that has ended, succeeded before all else, since
 * somebody may have seen it. Two that live are one that knows what both know: blocks that settled,
 * that it stops, that all is split. Its epoch is higher than both, so that it is driven anew.
 *
 * <p>An open job is what the larger side says: how many tasks it has, and whether more may come, has
 * to fit its blocks, of which those of the larger side stand.
 */
public final class JobMerge {
    private static final Comparator<JobRecord> BY_KNOWLEDGE =
            Comparator.comparingInt((JobRecord job) -> job.progress().generation())
                    .thenComparing(job -> job.state().ended())
                    .thenComparing(job -> job.state() == JobState.SUCCEEDED)
                    .thenComparing(JobRecord::state)
                    .thenComparing(job -> job.progress().splitDone())
                    .thenComparingLong(job -> job.progress().epoch())
                    .thenComparingLong(job -> job.progress().version())
                    .thenComparing(job -> job.progress().toString())
                    .thenComparing(job -> job.history().toString())
                    .thenComparing(job -> String.valueOf(job.failure()));

    private JobMerge() {}

    /**
     * What both copies together say.
     *
     * @param one of the larger side
     */
    public static JobRecord join(JobRecord one, JobRecord other) {
        if (one.spec().open() && one.progress().generation() == other.progress().generation()) {
            return one;
        }
        boolean mine = BY_KNOWLEDGE.compare(one, other) >= 0;
        JobRecord more = mine ? one : other;
        JobRecord less = mine ? other : one;
        boolean sameGeneration = more.progress().generation() == less.progress().generation();
        return more.state().ended() || !sameGeneration ? more : both(more, less);
    }

    private static JobRecord both(JobRecord more, JobRecord less) {
        BitSet settled = (BitSet) more.settled().clone();
        settled.or(less.settled());
        JobFailure failure =
                more.state() == JobState.CANCELLING
                        ? null
                        : failure(more.failure(), less.failure());
        FailedTasks failed = failed(more, less);
        Progress joined = joined(more.progress(), less.progress());
        List<StepRecord> steps = joined(more.steps(), less.steps());
        Joined facts = new Joined(settled, failed, failure, steps);
        JobRecord both = record(more, joined, facts);
        if (same(both, more) || same(both, less)) {
            return both;
        }
        return record(more, raised(joined), facts);
    }

    /** What both know, beside where the job stands. */
    private record Joined(
            BitSet settled,
            FailedTasks failed,
            @Nullable JobFailure failure,
            List<StepRecord> steps) {}

    private static JobRecord record(JobRecord from, Progress progress, Joined joined) {
        return new JobRecord(
                from.spec(),
                from.plan(),
                progress,
                joined.settled,
                joined.failed,
                joined.failure,
                from.outcome(),
                from.history(),
                joined.steps);
    }

    private static List<StepRecord> joined(List<StepRecord> one, List<StepRecord> other) {
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            steps.add(one.get(i).further(other.get(i)));
        }
        return steps;
    }

    private static boolean same(JobRecord both, JobRecord one) {
        return both.progress().equals(one.progress())
                && both.settled().equals(one.settled())
                && both.failed().equals(one.failed())
                && Objects.equals(both.failure(), one.failure())
                && both.steps().equals(one.steps());
    }

    /** Of a block that only one knows to have settled, that one knows the final number. */
    private static FailedTasks failed(JobRecord one, JobRecord other) {
        Map<Integer, Integer> byBlock = new TreeMap<>();
        add(byBlock, one, other);
        add(byBlock, other, one);
        JobFailure first = failure(one.failed().first(), other.failed().first());
        return new FailedTasks(byBlock, byBlock.isEmpty() ? null : first);
    }

    private static void add(Map<Integer, Integer> byBlock, JobRecord from, JobRecord other) {
        from.failed()
                .byBlock()
                .forEach(
                        (block, count) -> {
                            if (from.settled().get(block) || !other.settled().get(block)) {
                                byBlock.merge(block, count, Math::max);
                            }
                        });
    }

    private static Progress joined(Progress more, Progress less) {
        return new Progress(
                more.state(),
                more.generation(),
                Math.max(more.version(), less.version()),
                Math.max(more.epoch(), less.epoch()),
                more.driver(),
                more.splitDone() || less.splitDone(),
                Math.max(more.tasks(), less.tasks()),
                more.closing() || less.closing(),
                more.stopping() || less.stopping(),
                more.reopening() || less.reopening(),
                Math.max(more.started(), less.started()),
                Math.max(more.split(), less.split()),
                Math.max(more.aggregating(), less.aggregating()),
                0);
    }

    private static Progress raised(Progress from) {
        return new Progress(
                from.state(),
                from.generation(),
                from.version() + 1,
                from.epoch() + 1,
                from.driver(),
                from.splitDone(),
                from.tasks(),
                from.closing(),
                from.stopping(),
                from.reopening(),
                from.started(),
                from.split(),
                from.aggregating(),
                from.ended());
    }

    /** Of two reasons the one about the earlier task; one of them where there is only one. */
    private static @Nullable JobFailure failure(
            @Nullable JobFailure one, @Nullable JobFailure other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Comparator<JobFailure> order =
                Comparator.comparingLong(JobFailure::task).thenComparing(JobFailure::toString);
        return order.compare(one, other) <= 0 ? one : other;
    }
}
