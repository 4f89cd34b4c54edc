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
 * Joins two copies of a job that went on without each other, after a network was split. Idempotent;
 * of two that live and are not open, also commutative, and associative in all but epoch and version,
 * which only rise.
 *
 * <p>The higher generation stands, then a job that has ended, since somebody may have seen it; where
 * both have, as the larger side says, which alone may end jobs. Two that live are one that knows what
 * both know: blocks that settled, that it stops, that all is split. Its epoch is higher than both,
 * so that it is driven anew.
 *
 * <p>An open job is what the larger side says: how many tasks it has, and whether more may come, has
 * to fit its blocks, of which those of the larger side stand. So is one whose blocks both sides made
 * in other ways.
 */
public final class JobMerge {
    private static final Comparator<JobRecord> BY_KNOWLEDGE =
            Comparator.comparing(JobRecord::state)
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
        if (same(one, other)) {
            return one;
        }
        int generations =
                Integer.compare(one.progress().generation(), other.progress().generation());
        if (generations != 0) {
            return generations > 0 ? above(one, other) : above(other, one);
        }
        boolean apart = one.spec().open() || !one.plan().equals(other.plan());
        if (apart || one.state().ended()) {
            return above(one, other);
        }
        return other.state().ended() ? above(other, one) : both(one, other);
    }

    /** A copy that stands as a whole, under a version that no reader of the other one has read. */
    private static JobRecord above(JobRecord stands, JobRecord falls) {
        Progress own = stands.progress();
        Progress others = falls.progress();
        if (own.version() > others.version() && own.epoch() > others.epoch()) {
            return stands;
        }
        Progress raised =
                own.under(
                        Math.max(own.version(), others.version()) + 1,
                        Math.max(own.epoch(), others.epoch()) + 1);
        Joined same =
                new Joined(stands.settled(), stands.failed(), stands.failure(), stands.steps());
        return record(stands, raised, same);
    }

    private static JobRecord both(JobRecord one, JobRecord other) {
        boolean mine = BY_KNOWLEDGE.compare(one, other) >= 0;
        JobRecord more = mine ? one : other;
        JobRecord less = mine ? other : one;
        BitSet settled = (BitSet) more.settled().clone();
        settled.or(less.settled());
        JobFailure failure =
                more.state() == JobState.CANCELLING
                        ? null
                        : failure(more.failure(), less.failure());
        FailedTasks failed = failed(one, other);
        Progress joined = joined(more.progress(), less.progress());
        List<StepRecord> steps = joined(more.steps(), less.steps());
        Joined facts = new Joined(settled, failed, failure, steps);
        JobRecord both = record(more, joined, facts);
        // Of two under one version neither may pass for it: each was read by somebody.
        boolean known =
                one.progress().version() != other.progress().version()
                        && (same(both, more) || same(both, less));
        Progress anew = joined.under(joined.version() + 1, joined.epoch() + 1);
        return known ? both : record(more, anew, facts);
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

    private static boolean same(JobRecord record, JobRecord other) {
        return record.progress().equals(other.progress())
                && record.history().equals(other.history())
                && record.settled().equals(other.settled())
                && record.failed().equals(other.failed())
                && Objects.equals(record.failure(), other.failure())
                && record.steps().equals(other.steps());
    }

    /**
     * Of a block that only one knows to have settled, that one knows the final number; of one that
     * both do, the copy of the larger side stands.
     */
    private static FailedTasks failed(JobRecord one, JobRecord other) {
        Map<Integer, Integer> byBlock = new TreeMap<>();
        one.failed()
                .byBlock()
                .forEach(
                        (block, count) -> {
                            if (one.settled().get(block) || !other.settled().get(block)) {
                                byBlock.put(block, count);
                            }
                        });
        other.failed()
                .byBlock()
                .forEach(
                        (block, count) -> {
                            if (!one.settled().get(block)) {
                                byBlock.merge(block, count, Math::max);
                            }
                        });
        JobFailure first = failure(one.failed().first(), other.failed().first());
        return new FailedTasks(byBlock, byBlock.isEmpty() ? null : first);
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
