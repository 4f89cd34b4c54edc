package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that one copy of a block says of a task; the greater of two knows more. */
record MergedTask(
        TaskState state,
        int attempt,
        @Nullable LiveClaim claim,
        @Nullable String endedOn,
        long start,
        float runMillis,
        long due,
        @Nullable DataRef result,
        int acceptedIn,
        @Nullable First first,
        List<PastAttempt> past)
        implements Comparable<MergedTask> {

    private static final Comparator<MergedTask> BY_KNOWLEDGE =
            Comparator.comparing((MergedTask task) -> task.state.ended())
                    .thenComparing(task -> task.state == TaskState.SUCCEEDED)
                    .thenComparingInt(task -> task.attempt)
                    .thenComparingInt(task -> task.past.size())
                    .thenComparing(task -> task.state)
                    .thenComparing(task -> task.claim == null ? "" : task.claim.id().toString())
                    .thenComparingLong(task -> task.claim == null ? 0 : task.claim.sequence())
                    .thenComparing((a, b) -> compare(a.result, b.result))
                    .thenComparing(task -> task.endedOn == null ? "" : task.endedOn)
                    .thenComparingLong(task -> task.start)
                    .thenComparingDouble(task -> task.runMillis)
                    .thenComparingLong(task -> task.due)
                    .thenComparingInt(task -> task.acceptedIn)
                    .thenComparing(task -> String.valueOf(task.first))
                    .thenComparing(task -> task.past.toString());

    /** The first copy of a task that may have a second one, with the claim that holds it. */
    record First(int attempt, LiveClaim claim, long start) {
        static @Nullable First of(TaskBlock block, int index) {
            TaskBlock.Elder elder = block.elder(index);
            LiveClaim claim = elder == null ? null : block.claims().get(elder.claim() - 1);
            return elder == null || claim == null
                    ? null
                    : new First(elder.attempt(), claim, elder.start());
        }
    }

    MergedTask {
        past = List.copyOf(past);
    }

    static MergedTask of(TaskBlock block, int index, List<PastAttempt> past) {
        return new MergedTask(
                block.state(index),
                block.attempt(index),
                block.claim(index),
                block.endedOn(index),
                block.start(index),
                block.runMillis(index),
                block.due(index),
                block.result(index),
                block.state(index) == TaskState.SUCCEEDED ? block.acceptedIn(index) : 0,
                First.of(block, index),
                past);
    }

    /**
     * What stands of a task.
     *
     * @param one of the larger side, whose word it is how a task ended that both sides ended alike
     */
    static MergedTask join(MergedTask one, MergedTask other) {
        boolean alike = one.state.ended() && one.state == other.state;
        return alike || one.compareTo(other) >= 0 ? one : other;
    }

    /** An order of data, the smaller first; null is the smallest. */
    static int compare(@Nullable DataRef one, @Nullable DataRef other) {
        if (one instanceof DataRef.Inline a && other instanceof DataRef.Inline b) {
            return Arrays.compare(a.bytes(), b.bytes());
        }
        if (one instanceof DataRef.Blob a && other instanceof DataRef.Blob b) {
            return a.digest().compareTo(b.digest());
        }
        return Integer.compare(rank(one), rank(other));
    }

    private static int rank(@Nullable DataRef data) {
        return switch (data) {
            case null -> 0;
            case DataRef.Inline _ -> 1;
            case DataRef.Blob _ -> 2;
        };
    }

    @Override
    public int compareTo(MergedTask other) {
        return BY_KNOWLEDGE.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MergedTask task && compareTo(task) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, attempt, start, due);
    }
}
