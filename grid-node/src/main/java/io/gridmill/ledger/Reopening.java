package io.gridmill.ledger;

import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockChange.Reopened;
import io.gridmill.ledger.BlockChange.Run;
import java.util.List;

/**
 * The part of {@link BlockTransitions} that opens the next generation of a block: what succeeded
 * stays with its result, everything else may run again, under attempts that go on counting. What is
 * claimed is taken from its node, whose report comes too late.
 */
final class Reopening {
    private Reopening() {}

    static BlockAnswer reopen(TaskBlock block, BlockEdit edit, BlockEvent.Reopen reopen) {
        if (reopen.generation() <= block.head().generation()) {
            return BlockTransitions.answer(block, edit, Code.IGNORED, 0, List.of(), List.of());
        }
        int size = block.head().size();
        for (int i = 0; i < size; i++) {
            LiveClaim claim = block.claim(i);
            TaskBlock.Elder elder = block.elder(i);
            if (claim != null
                    && !block.state(i).ended()
                    && (elder == null || elder.claim() != block.claimPlace(i))) {
                edit.record(superseded(block, i, claim));
            }
            if (elder != null) {
                edit.record(Copies.superseded(block, edit, elder));
            }
            boolean stays =
                    block.state(i) == TaskState.SUCCEEDED || block.state(i) == TaskState.READY;
            if (!stays) {
                edit.set(new Run(i, 1, TaskState.READY, block.attempt(i), 0, 0, 0, 0, null));
            }
        }
        boolean whole = block.count(TaskState.SUCCEEDED) == size;
        boolean folded = block.folded() && block.partial() != null && whole;
        edit.reopen(new Reopened(reopen.generation(), folded));
        return BlockTransitions.answer(block, edit, Code.DONE, 0, List.of(), List.of());
    }

    private static PastAttempt superseded(TaskBlock block, int index, LiveClaim claim) {
        return new PastAttempt(
                index,
                block.attempt(index),
                claim.id().node(),
                block.start(index),
                0,
                AttemptOutcome.SUPERSEDED,
                null,
                null,
                block.head().generation(),
                0);
    }
}
