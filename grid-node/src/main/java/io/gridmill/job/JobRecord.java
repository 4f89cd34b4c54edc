package io.gridmill.job;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job: what it is and where it stands. Immutable; changed only by {@link JobLifecycle}. Times are
 * milliseconds since the epoch, 0 for not yet.
 *
 * @param progress where it stands
 * @param settled blocks that have settled, by number
 * @param failed what is known of its failed tasks
 * @param failure why it fails or failed
 * @param outcome what it left, once it ended
 * @param history its own changes, numbered from 1 without gaps
 * @param steps where each of its steps stands; empty where it has none
 */
public record JobRecord(
        JobSpec spec,
        BlockPlan plan,
        Progress progress,
        BitSet settled,
        FailedTasks failed,
        @Nullable JobFailure failure,
        @Nullable Outcome outcome,
        List<Change> history,
        List<StepRecord> steps) {
    public JobRecord {
        history = List.copyOf(history);
        steps = List.copyOf(steps);
    }

    /**
     * Where a job stands.
     *
     * @param version rises with each change
     * @param epoch rises with each driver; what an older driver writes is refused
     * @param driver id of the node that drives it
     * @param tasks tasks known so far; final once {@code splitDone}
     * @param closing whether an open job takes no more tasks
     * @param stopping whether nothing of it starts any more
     * @param reopening whether blocks of an older generation are still to be opened again
     */
    public record Progress(
            JobState state,
            int generation,
            long version,
            long epoch,
            String driver,
            boolean splitDone,
            long tasks,
            boolean closing,
            boolean stopping,
            boolean reopening,
            long started,
            long split,
            long aggregating,
            long ended) {
        /** The same under another version and epoch. */
        Progress under(long otherVersion, long otherEpoch) {
            return new Progress(
                    state,
                    generation,
                    otherVersion,
                    otherEpoch,
                    driver,
                    splitDone,
                    tasks,
                    closing,
                    stopping,
                    reopening,
                    started,
                    split,
                    aggregating,
                    ended);
        }
    }

    /**
     * What a job left.
     *
     * @param result null unless it succeeded
     */
    public record Outcome(
            @Nullable DataRef result, @Nullable String mediaType, JobFigures figures) {}

    /** A change of the job itself. */
    public record Change(long number, long time, String what, @Nullable String detail) {}

    /** Id of the job. */
    public String id() {
        return spec.id();
    }

    /** Where it stands. */
    public JobState state() {
        return progress.state();
    }

    /** Number of blocks known so far. */
    public int blocks() {
        if (spec.graph() != null) {
            return 0;
        }
        return progress.splitDone() || spec.open()
                ? plan.blocks(progress.tasks())
                : Math.max(plan.blocks(), 0);
    }

    /** Whether more tasks may be added. */
    public boolean takesTasks() {
        return spec.open() && !progress.closing() && !progress.stopping() && !state().ended();
    }

    /** Whether it succeeded although tasks failed. */
    public boolean degraded() {
        return state() == JobState.SUCCEEDED && failed.count() > 0;
    }

    /** Whether it has ended and left tasks that may run again. */
    public boolean retryable() {
        if (spec.requestDigest().equals(JobSpec.LOST_DIGEST)) {
            return false;
        }
        return state() == JobState.FAILED || state() == JobState.CANCELLED || degraded();
    }

    /** Number of tasks there will be; -1 while it is not known. */
    public long totalTasks() {
        return progress.splitDone() ? progress.tasks() : plan.tasks();
    }

    /** Whether the split is done and every block has settled. */
    public boolean allSettled() {
        return progress.splitDone() && settled.nextClearBit(0) >= blocks();
    }

    /** When the job must have ended, milliseconds since the epoch; max value for never. */
    public long deadline() {
        return spec.timeoutMillis() == 0 || progress.started() == 0
                ? Long.MAX_VALUE
                : progress.started() + spec.timeoutMillis();
    }

    /** When the ended job is forgotten, milliseconds since the epoch; max value while it lives. */
    public long expires() {
        // A step's job is kept for as long as the job that it is a step of.
        return progress.ended() == 0 || spec.parent() != null
                ? Long.MAX_VALUE
                : progress.ended() + spec.resultTtlMillis();
    }
}
