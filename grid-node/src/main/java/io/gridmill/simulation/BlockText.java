package io.gridmill.simulation;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import java.util.HexFormat;
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
        for (PastAttempt past : block.past()) {
            text.append("\npast ").append(past);
        }
        for (int i = 0; i < block.head().size(); i++) {
            text.append('\n').append(task(block, i));
        }
        return text.toString();
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
