package io.gridmill.simulation;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a block says of itself, as text: two blocks are the same when their texts are, and a
 * failing test shows where they differ.
 */
public final class BlockText {
    private BlockText() {}

    /** All of a block. */
    public static String of(TaskBlock block) {
        StringBuilder text = new StringBuilder();
        text.append("version ").append(block.version());
        text.append(" generation ").append(block.head().generation());
        text.append(" first ").append(block.head().first());
        text.append(" size ").append(block.head().size());
        text.append("\nstopping ").append(block.stopping());
        text.append(" late ").append(block.late());
        text.append(" folded ").append(block.folded());
        text.append(" partial ").append(of(block.partial()));
        text.append("\nclaims ").append(block.claims());
        text.append("\nnodes ").append(block.nodes());
        if (!block.elders().isEmpty()) {
            text.append("\nfirst copies ").append(block.elders());
        }
        for (PastAttempt past : block.past()) {
            text.append("\npast ").append(past);
        }
        for (int i = 0; i < block.head().size(); i++) {
            text.append('\n').append(task(block, i));
        }
        return text.toString();
    }

    /** Whether their texts are the same, without writing them. */
    public static boolean same(TaskBlock one, TaskBlock two) {
        boolean heads =
                one.version() == two.version()
                        && one.head().generation() == two.head().generation()
                        && one.head().first() == two.head().first()
                        && one.head().size() == two.head().size()
                        && one.stopping() == two.stopping()
                        && one.late() == two.late()
                        && one.folded() == two.folded()
                        && same(one.partial(), two.partial())
                        && one.claims().equals(two.claims())
                        && one.nodes().equals(two.nodes())
                        && one.elders().equals(two.elders())
                        && one.past().equals(two.past());
        for (int i = 0; heads && i < one.head().size(); i++) {
            if (!sameTask(one, two, i)) {
                return false;
            }
        }
        return heads;
    }

    private static boolean sameTask(TaskBlock one, TaskBlock two, int i) {
        return one.state(i) == two.state(i)
                && one.attempt(i) == two.attempt(i)
                && one.claimPlace(i) == two.claimPlace(i)
                && one.start(i) == two.start(i)
                && Float.compare(one.runMillis(i), two.runMillis(i)) == 0
                && one.due(i) == two.due(i)
                && Objects.equals(one.endedOn(i), two.endedOn(i))
                && same(one.result(i), two.result(i));
    }

    private static boolean same(@Nullable DataRef one, @Nullable DataRef two) {
        if (one instanceof DataRef.Inline a && two instanceof DataRef.Inline b) {
            return Arrays.equals(a.bytes(), b.bytes());
        }
        return Objects.equals(one, two);
    }

    /** All of a task. */
    public static String task(TaskBlock block, int index) {
        return "task %d %s attempt %d claim %d %s ended on %s start %d ran %s due %d result %s"
                .formatted(
                        index,
                        block.state(index),
                        block.attempt(index),
                        block.claimPlace(index),
                        block.claim(index),
                        block.endedOn(index),
                        block.start(index),
                        block.runMillis(index),
                        block.due(index),
                        of(block.result(index)));
    }

    /** Bytes or digest. */
    public static String of(@Nullable DataRef data) {
        return switch (data) {
            case null -> "none";
            case DataRef.Inline inline -> "[" + HexFormat.of().formatHex(inline.bytes()) + "]";
            case DataRef.Blob blob -> blob.toString();
        };
    }
}
