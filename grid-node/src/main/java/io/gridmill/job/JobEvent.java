package io.gridmill.job;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Steps of a job began, ended or are skipped; by number, as they are then. */
    record StepsMoved(long epoch, Map<Integer, StepRecord> steps, long now) implements JobEvent {
        public StepsMoved {
            // In their order, so that what is noted of them is the same everywhere.
            steps = Collections.unmodifiableMap(new TreeMap<>(steps));
        }
    }

    /** The first tasks are about to be written; more may follow. */
    record SplitStarted(long epoch, long now) implements JobEvent {}

    /** All tasks were written. */
    record SplitDone(long epoch, long tasks, long now) implements JobEvent {}

    /** An open job has at least so many tasks now. */
    record Added(long tasks, long now) implements JobEvent {}

    /** No more tasks will be added to an open job. */
    record Close(String user, long now) implements JobEvent {}

    /**
     * Blocks have settled, or tasks of them have failed; told by their owners, possibly again.
     *
     * @param failed how many tasks of a block have failed so far, by its number
     * @param failure one of them; null where none has
     */
    record Settled(
            int generation,
            BitSet blocks,
            Map<Integer, Integer> failed,
            @Nullable JobFailure failure,
            long now)
            implements JobEvent {
        public Settled {
            failed = Map.copyOf(failed);
        }
    }

    /** A person wants something about it to be different. */
    record Change(String user, JobEdit edit, long now) implements JobEvent {}

    /**
     * A person wants it to stop.
     *
     * @param generation that is to stop; 0 for whichever there is
     */
    record Cancel(String user, int generation, long now) implements JobEvent {
        public Cancel(String user, long now) {
            this(user, 0, now);
        }
    }

    /**
     * A person wants what did not succeed to run again.
     *
     * @param generation that has ended; any other is left alone, so that this may come twice
     */
    record Retry(String user, int generation, long now) implements JobEvent {}

    /** All blocks of older generations were opened again. */
    record Reopened(long epoch, long now) implements JobEvent {}

    /**
     * Blocks are on no member any more, and were waited for: more members were lost at once than
     * there are backups. They are made anew, in the next generation.
     *
     * @param generation of the job when they were missed; in any other this changes nothing
     * @param nodes names of nodes that went without a word before; may be empty
     * @param kept whether tasks that were added to an open job outlive all members
     */
    record BlocksLost(int generation, BitSet blocks, List<String> nodes, boolean kept, long now)
            implements JobEvent {
        public BlocksLost {
            nodes = List.copyOf(nodes);
        }
    }

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
