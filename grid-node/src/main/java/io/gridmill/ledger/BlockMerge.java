package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockChange.Stopping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins two copies of a block that went on without each other, after a network was split.
 * Idempotent; where nothing ended on both sides, also commutative, and associative in all but the
 * version, which only rises, and the sequences of claims, which the next renewal sets right.
 *
 * <p>The higher generation stands. Where all tasks have ended on the larger side its copy stands,
 * since its job may have counted them; so it does where both sides added tasks, or made the block
 * anew, and call different tasks by the same numbers: it alone could acknowledge them. A block that
 * the smaller side has folded stands before one in which tasks go on. Otherwise each task is as the
 * copy that knows more of it says: one that has ended, succeeded before failed, then the higher
 * attempt. Nothing is mixed within a task, so that a result and the attempt that made it stay
 * together. Of two ends of one kind that of the larger side stands: who was told of the other one
 * was told too early, and only split-brain protection can keep that from happening.
 */
public final class BlockMerge {
    private static final Comparator<ClaimId> BY_CLAIM =
            Comparator.comparing(ClaimId::node).thenComparingLong(ClaimId::number);

    private static final int MOST_NODES = 255;

    private BlockMerge() {}

    /**
     * What both copies together say.
     *
     * @param one of the larger side
     */
    public static TaskBlock join(TaskBlock one, TaskBlock other) {
        int generations = Integer.compare(one.head().generation(), other.head().generation());
        if (generations != 0) {
            return generations > 0 ? above(one, other) : above(other, one);
        }
        if (one.ended() || madeApart(one, other)) {
            return same(one, other) ? one : above(one, other);
        }
        return other.folded() ? above(other, one) : byTask(one, other);
    }

    private static TaskBlock byTask(TaskBlock one, TaskBlock other) {
        List<MergedTask> mine = tasks(one);
        List<MergedTask> theirs = tasks(other);
        Rest myRest = Rest.of(one);
        Rest theirRest = Rest.of(other);
        List<MergedTask> joined = new ArrayList<>(mine.size());
        for (int i = 0; i < mine.size(); i++) {
            joined.add(MergedTask.join(mine.get(i), theirs.get(i)));
        }
        Rest rest = myRest.join(theirRest);
        boolean isMine = joined.equals(mine) && rest.equals(myRest);
        boolean isTheirs = joined.equals(theirs) && rest.equals(theirRest);
        long version = Math.max(one.version(), other.version());
        TaskBlock built = build(one, joined, rest, version);
        boolean asMine = isMine && one.version() == version && sameTables(built, one);
        boolean asTheirs = isTheirs && other.version() == version && sameTables(built, other);
        boolean known = one.version() == other.version() ? asMine && asTheirs : asMine || asTheirs;
        // What is not just as a copy of that version, tables included, must not pass for it: a
        // change
        // to it may still arrive once more, and speaks of places in its tables.
        return known ? built : build(one, joined, rest, version + 1);
    }

    /** A copy that stands as a whole, under a version that no reader of the other one has read. */
    private static TaskBlock above(TaskBlock stands, TaskBlock falls) {
        if (stands.version() > falls.version()) {
            return stands;
        }
        TaskBlock.Rest rest = stands.rest();
        return new TaskBlock(
                stands.head(),
                stands.columns(),
                new TaskBlock.Rest(
                        falls.version() + 1,
                        rest.stopping(),
                        rest.claims(),
                        rest.nodes(),
                        rest.late(),
                        rest.past(),
                        rest.folded(),
                        rest.partial(),
                        rest.growing(),
                        rest.elders()));
    }

    private static boolean sameTables(TaskBlock one, TaskBlock other) {
        return one.claims().equals(other.claims())
                && one.nodes().equals(other.nodes())
                && one.past().equals(other.past())
                && one.elders().equals(other.elders());
    }

    /** Whether they are the same to the byte, version included. */
    private static boolean same(TaskBlock one, TaskBlock other) {
        return one.version() == other.version()
                && one.folded() == other.folded()
                && MergedTask.compare(one.partial(), other.partial()) == 0
                && Rest.of(one).equals(Rest.of(other))
                && sameTables(one, other)
                && tasks(one).equals(tasks(other));
    }

    private static int compareItems(byte @Nullable [][] one, byte @Nullable [][] other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        return Arrays.compare(one, other, (a, b) -> Arrays.compare(a, b));
    }

    /** Whether they are of other tasks: added or sealed on one side only, or split in another way. */
    private static boolean madeApart(TaskBlock one, TaskBlock other) {
        return !Objects.equals(one.growing(), other.growing())
                || one.head().first() != other.head().first()
                || one.head().size() != other.head().size()
                || compareItems(one.head().items(), other.head().items()) != 0;
    }

    private static List<MergedTask> tasks(TaskBlock block) {
        List<List<PastAttempt>> past = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            past.add(new ArrayList<>(0));
        }
        for (PastAttempt attempt : block.past()) {
            past.get(attempt.index()).add(attempt);
        }
        List<MergedTask> tasks = new ArrayList<>(past.size());
        for (int i = 0; i < past.size(); i++) {
            tasks.add(MergedTask.of(block, i, past.get(i)));
        }
        return tasks;
    }

    /** What is per block: a stop that only one side knows is told again. */
    private record Rest(Stopping stopping, int late) {
        static Rest of(TaskBlock block) {
            return new Rest(block.stopping(), block.late());
        }

        Rest join(Rest other) {
            Stopping less = stopping.compareTo(other.stopping) <= 0 ? stopping : other.stopping;
            return new Rest(less, Math.max(late, other.late));
        }
    }

    private static TaskBlock build(
            TaskBlock either, List<MergedTask> tasks, Rest rest, long version) {
        SortedMap<ClaimId, Long> sequences = new TreeMap<>(BY_CLAIM);
        SortedSet<String> nodes = new TreeSet<>();
        List<PastAttempt> past = new ArrayList<>();
        for (MergedTask task : tasks) {
            if (task.claim() != null) {
                sequences.merge(task.claim().id(), task.claim().sequence(), Math::max);
            }
            if (task.first() != null) {
                LiveClaim claim = task.first().claim();
                sequences.merge(claim.id(), claim.sequence(), Math::max);
            }
            if (task.endedOn() != null) {
                nodes.add(task.endedOn());
            }
            past.addAll(task.past());
        }
        List<@Nullable LiveClaim> claims = new ArrayList<>();
        List<ClaimId> places = new ArrayList<>(sequences.keySet());
        sequences.forEach((id, sequence) -> claims.add(new LiveClaim(id, sequence)));
        List<String> table = nodes.stream().limit(MOST_NODES).toList();
        return new TaskBlock(
                either.head(),
                columns(tasks, places, table),
                new TaskBlock.Rest(
                        version,
                        rest.stopping,
                        claims,
                        table,
                        rest.late,
                        past,
                        false,
                        null,
                        either.growing(),
                        elders(tasks, places)));
    }

    private static List<TaskBlock.Elder> elders(List<MergedTask> tasks, List<ClaimId> claims) {
        List<TaskBlock.Elder> elders = new ArrayList<>(0);
        for (int i = 0; i < tasks.size(); i++) {
            MergedTask.First first = tasks.get(i).first();
            if (first != null) {
                int place = claims.indexOf(first.claim().id()) + 1;
                elders.add(new TaskBlock.Elder(i, first.attempt(), place, first.start()));
            }
        }
        return elders;
    }

    private static TaskBlock.Columns columns(
            List<MergedTask> tasks, List<ClaimId> claims, List<String> nodes) {
        int size = tasks.size();
        byte[] states = new byte[size];
        short[] attempts = new short[size];
        short[] held = new short[size];
        byte[] endedOn = new byte[size];
        long[] starts = new long[size];
        float[] runMillis = new float[size];
        long[] due = new long[size];
        @Nullable DataRef[] results = new @Nullable DataRef[size];
        short[] acceptedIn = new short[size];
        for (int i = 0; i < size; i++) {
            MergedTask task = tasks.get(i);
            LiveClaim claim = task.claim();
            DataRef result = task.result();
            states[i] = task.state().code();
            attempts[i] = (short) task.attempt();
            held[i] = claim == null ? 0 : (short) (claims.indexOf(claim.id()) + 1);
            // The table takes 255 nodes: those beyond go by the name of the last.
            int node = nodes.indexOf(String.valueOf(task.endedOn())) + 1;
            endedOn[i] = (byte) (task.endedOn() != null && node == 0 ? nodes.size() : node);
            starts[i] = task.start();
            runMillis[i] = task.runMillis();
            due[i] = task.due();
            acceptedIn[i] = (short) task.acceptedIn();
            results[i] = result == null || result.size() == 0 ? null : result;
        }
        return new TaskBlock.Columns(
                states, attempts, held, endedOn, starts, runMillis, due, results, acceptedIn);
    }
}
