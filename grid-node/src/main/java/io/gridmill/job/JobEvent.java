package io.gridmill.job;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What can happen to a job. Times are milliseconds since the epoch by the grid's clock. */
public sealed interface JobEvent {

    /** When it happens. */
    long now();

    /** A node takes over the driving, as the owner of the job's key. */
    record Drive(String node, long now) implements JobEvent {}

    /** Nothing happens: the answer is the record as the backups know it too. */
    record Confirm(long now) implements JobEvent {}

    /** What the job waited for has come. */
    record Begin(long epoch, long now) implements JobEvent {}

    /** The job will not run: it was for a failure that did not happen. */
    record NotNeeded(long epoch, String reason, long now) implements JobEvent {}

    /** The first tasks are about to be written; more may follow. */
    record SplitStarted(long epoch, long now) implements JobEvent {}

    /** All tasks were written. */
    record SplitDone(long epoch, long tasks, long now) implements JobEvent {}

    /** An open job has at least so many tasks now. */
    record Added(long tasks, long now) implements JobEvent {}

    /** No more tasks will be added to an open job. */
    record Close(String user, long now) implements JobEvent {}

    /** Blocks have settled; told by their owners, possibly again. */
    record Settled(int generation, BitSet blocks, @Nullable JobFailure failure, long now)
            implements JobEvent {}

    /** A person wants something about it to be different. */
    record Change(String user, JobEdit edit, long now) implements JobEvent {}

    /** A person wants it to stop. */
    record Cancel(String user, long now) implements JobEvent {}

    /** The job cannot succeed any more. Epoch 0: not the driver says so. */
    record Fail(long epoch, JobFailure failure, long now) implements JobEvent {}

    /** The driver begins to aggregate. */
    record AggregateStarted(long epoch, long now) implements JobEvent {}

    /** The result is there. */
    record AggregateDone(long epoch, DataRef result, String mediaType, JobFigures figures, long now)
            implements JobEvent {}

    /** Nothing of a stopping job runs any more. */
    record Stopped(long epoch, JobFigures figures, long now) implements JobEvent {}
}
