package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockChange.Stopping;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive tasks of one job with the state of each: the unit of storage. Immutable: a decision
 * makes a new block that shares what did not change, so that a reader on any thread sees one moment,
 * and a decision that breaks off has changed nothing.
 *
 * <p>What most tasks do not have costs nothing: the arrays below are null until first needed.
 */
public final class TaskBlock {
    /** Most tasks of a block. */
    public static final int MAX_TASKS = 1024;

    /**
     * What never changes in a generation.
     *
     * @param first number of the first task in the job
     * @param size number of tasks, 1 to {@link #MAX_TASKS}
     * @param items the tasks' items as bytes; null when they are a function of the task's number
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Head(long first, int size, int generation, byte @Nullable [][] items) {}

    /**
     * What is per task; null arrays stand for all zero.
     *
     * @param states codes of {@link TaskState}
     * @param attempts number of the last attempt
     * @param claims place of the holding claim in the table, from 1
     * @param nodes place of the node that ended the task in the table, from 1
     * @param starts start of the last attempt, milliseconds since the epoch
     * @param runMillis run time of the accepted attempt
     * @param due when a waiting task may run again, milliseconds since the epoch
     * @param results what succeeded tasks returned; a null element stands for no bytes, and in a
     *     folded block no column for results that were dropped
     * @param acceptedIn generation in which a result was accepted; 0 for the block's
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(
            byte[] states,
            short @Nullable [] attempts,
            short @Nullable [] claims,
            byte @Nullable [] nodes,
            long @Nullable [] starts,
            float @Nullable [] runMillis,
            long @Nullable [] due,
            @Nullable DataRef @Nullable [] results,
            short @Nullable [] acceptedIn) {}

    /** What is per block. */
    record Rest(
            long version,
            Stopping stopping,
            List<@Nullable LiveClaim> claims,
            List<String> nodes,
            int late,
            List<PastAttempt> past,
            boolean folded,
            @Nullable DataRef partial,
            @Nullable Growing growing,
            List<Elder> elders) {}

    /**
     * The first copy of a task that may have a second one. The columns say how the second stands: it
     * is on offer (READY), claimed, or gone, where they name the claim of the first one again.
     *
     * @param index of the task
     * @param attempt number of the first copy; the second has the next one
     * @param claim place of the claim that holds it in the table, from 1
     * @param start milliseconds since the epoch
     */
    public record Elder(int index, int attempt, int claim, long start) {}

    /**
     * What a block of an open job knows of its additions.
     *
     * @param open whether more tasks may come
     * @param batches what came, to know a repeated addition
     */
    public record Growing(boolean open, List<Batch> batches) {
        public Growing {
            batches = List.copyOf(batches);
        }
    }

    /** An addition: its number, the index of its first task, and how many. */
    public record Batch(long id, int from, int count) {}

    private final Head head;
    private final Columns columns;
    private final Rest rest;
    private final int[] counts;

    TaskBlock(Head head, Columns columns, Rest rest) {
        this.head = head;
        this.columns = columns;
        this.rest = rest;
        this.counts = new int[TaskState.values().length];
        for (byte state : columns.states) {
            counts[state]++;
        }
    }

    /** A block whose tasks are all READY. */
    public static TaskBlock fresh(Head head) {
        return fresh(head, null);
    }

    /** A block of an open job. */
    static TaskBlock growing(Head head, Growing growing) {
        return fresh(head, growing);
    }

    private static TaskBlock fresh(Head head, @Nullable Growing growing) {
        byte[] states = new byte[head.size];
        Arrays.fill(states, TaskState.READY.code());
        return new TaskBlock(
                head,
                new Columns(states, null, null, null, null, null, null, null, null),
                new Rest(
                        1,
                        Stopping.NO,
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        false,
                        null,
                        growing,
                        List.of()));
    }

    /** What never changes in a generation. */
    public Head head() {
        return head;
    }

    /** Rises with each change. */
    public long version() {
        return rest.version;
    }

    /** Whether and why nothing of it starts any more. */
    public Stopping stopping() {
        return rest.stopping;
    }

    /** The claims' table; null marks a free place. */
    public List<@Nullable LiveClaim> claims() {
        return rest.claims;
    }

    /** Ids of nodes that ended tasks. */
    public List<String> nodes() {
        return rest.nodes;
    }

    /** Results that were ignored because another attempt's stands. */
    public int late() {
        return rest.late;
    }

    /** Attempts that ended without an accepted result, in the order they were recorded. */
    public List<PastAttempt> past() {
        return rest.past;
    }

    /** Whether its results were folded; implies that all tasks have ended. */
    public boolean folded() {
        return rest.folded;
    }

    /** What its results were folded to. */
    public @Nullable DataRef partial() {
        return rest.partial;
    }

    /** Number of tasks in a state. */
    public int count(TaskState state) {
        return counts[state.ordinal()];
    }

    /** What is known of additions; null unless the block belongs to an open job. */
    @Nullable Growing growing() {
        return rest.growing;
    }

    /** Whether more tasks may be added to it. */
    public boolean open() {
        return rest.growing != null && rest.growing.open;
    }

    /** Whether all tasks have ended, and no more may come unless the job stops. */
    public boolean ended() {
        return (!open() || stopping() != Stopping.NO) && allEnded();
    }

    private boolean allEnded() {
        return count(TaskState.SUCCEEDED)
                        + count(TaskState.FAILED)
                        + count(TaskState.CANCELLED)
                        + count(TaskState.SKIPPED)
                == head.size;
    }

    /** Tasks that could be claimed at a time: ready ones, and waiting ones that are due. */
    public int claimable(long now) {
        int claimable = count(TaskState.READY);
        if (count(TaskState.WAITING) > 0) {
            for (int i = 0; i < head.size; i++) {
                if (state(i) == TaskState.WAITING && due(i) <= now) {
                    claimable++;
                }
            }
        }
        return claimable;
    }

    /** When the first waiting task is due; {@link Long#MAX_VALUE} when none waits. */
    public long nextDue() {
        long next = Long.MAX_VALUE;
        if (count(TaskState.WAITING) > 0) {
            for (int i = 0; i < head.size; i++) {
                if (state(i) == TaskState.WAITING) {
                    next = Math.min(next, due(i));
                }
            }
        }
        return next;
    }

    /** Whether a suspect in it need not rest any longer where all records have their copies. */
    public boolean mayEndRest(long now) {
        for (int i = 0; i < head.size && count(TaskState.WAITING) > 0; i++) {
            if (Blame.mayEndRest(this, i, now)) {
                return true;
            }
        }
        return false;
    }

    /** State of a task. */
    public TaskState state(int index) {
        return TaskState.of(columns.states[index]);
    }

    /** Number of the last attempt of a task; 0 when there was none. */
    public int attempt(int index) {
        return columns.attempts == null ? 0 : columns.attempts[index];
    }

    /** Place of the claim that holds a task, from 1; 0 when none does. */
    public int claimPlace(int index) {
        return columns.claims == null ? 0 : columns.claims[index];
    }

    /** The claim that holds a task; null when none does. */
    public @Nullable LiveClaim claim(int index) {
        int place = claimPlace(index);
        return place == 0 ? null : rest.claims.get(place - 1);
    }

    /** First copies of tasks that may have a second one; empty for nearly every block. */
    public List<Elder> elders() {
        return rest.elders;
    }

    /** The first copy of a task that may have a second one; null for none. */
    public @Nullable Elder elder(int index) {
        if (rest.elders.isEmpty()) {
            return null;
        }
        for (Elder elder : rest.elders) {
            if (elder.index() == index) {
                return elder;
            }
        }
        return null;
    }

    /** Whether a node runs the first copy of a task: it must not run the second as well. */
    public boolean runsFirst(int index, String node) {
        Elder elder = elder(index);
        LiveClaim claim = elder == null ? null : rest.claims.get(elder.claim() - 1);
        return claim != null && claim.id().node().equals(node);
    }

    /**
     * Whether a task that runs may have a second copy. Not what may have been the end of a node, and
     * not what has failed before: copies that fail in turn would keep each other's task alive.
     */
    public boolean mayRunTwice(int index) {
        if (state(index) != TaskState.RUNNING || elder(index) != null) {
            return false;
        }
        PastAttempt last = lastPast(index);
        return last == null || (last.suspects() == 0 && failures(index) == 0);
    }

    /** Id of the node that ended a task; null when it has not ended on one. */
    public @Nullable String endedOn(int index) {
        int place = columns.nodes == null ? 0 : columns.nodes[index] & 0xff;
        return place == 0 ? null : rest.nodes.get(place - 1);
    }

    /** Start of the last attempt, milliseconds since the epoch; 0 when not known. */
    public long start(int index) {
        return columns.starts == null ? 0 : columns.starts[index];
    }

    /** Run time of the accepted attempt, milliseconds. */
    public float runMillis(int index) {
        return columns.runMillis == null ? 0 : columns.runMillis[index];
    }

    /** When a waiting task may run again, milliseconds since the epoch. */
    public long due(int index) {
        return columns.due == null ? 0 : columns.due[index];
    }

    /** Result of a succeeded task; null when it was dropped after folding or never was. */
    public @Nullable DataRef result(int index) {
        if (state(index) != TaskState.SUCCEEDED) {
            return null;
        }
        if (columns.results == null) {
            return rest.folded ? null : DataRef.EMPTY;
        }
        DataRef result = columns.results[index];
        return result == null ? DataRef.EMPTY : result;
    }

    /** Generation in which the result of a succeeded task was accepted. */
    public int acceptedIn(int index) {
        short[] column = columns.acceptedIn;
        return column == null || column[index] == 0 ? head.generation : column[index];
    }

    /** The tasks' states, a code each; a copy. */
    public byte[] states() {
        return columns.states.clone();
    }

    /** Attempts of a task that count as its own failures, in this generation. */
    public int failures(int index) {
        int failures = 0;
        for (PastAttempt attempt : rest.past) {
            if (attempt.index() == index
                    && attempt.generation() == head.generation
                    && attempt.countsAsFailure()) {
                failures++;
            }
        }
        return failures;
    }

    /** The last attempt of a task that is on record; null for none. */
    public @Nullable PastAttempt lastPast(int index) {
        PastAttempt last = null;
        for (PastAttempt attempt : rest.past) {
            if (attempt.index() == index) {
                last = attempt;
            }
        }
        return last;
    }

    /** The block after a change; the change may have been applied before. */
    public TaskBlock apply(BlockChange change) {
        if (change.version() < version()) {
            return this;
        }
        BlockChange.Growth growth = change.growth();
        return BlockEdit.replay(growth == null ? this : BlockGrowth.extend(this, growth), change);
    }

    /** For the codec and the edit beside this class. */
    Columns columns() {
        return columns;
    }

    Rest rest() {
        return rest;
    }
}
