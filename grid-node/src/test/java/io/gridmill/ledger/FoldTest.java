package io.gridmill.ledger;

import static io.gridmill.ledger.Events.bytes;
import static io.gridmill.ledger.Events.cancel;
import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.fold;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.simulation.BlockText;
import org.junit.jupiter.api.Test;

/** A block is folded once, when all its tasks have ended. */
class FoldTest {
    private final TestedBlock block = new TestedBlock(2);

    private void runBoth() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(report("a", 1, 2_000, succeeded(0, 1), succeeded(1, 1)));
    }

    @Test
    void onlyAnEndedBlockIsFolded() {
        assertThat(block.applyTwice(fold(block, 1, false)).code()).isEqualTo(Code.IGNORED);
        block.apply(claim("a", 1, 2, 1_000));
        assertThat(block.applyTwice(fold(block, 1, false)).code()).isEqualTo(Code.IGNORED);
        block.apply(report("a", 1, 2_000, succeeded(0, 1)));
        assertThat(block.applyTwice(fold(block, 1, false)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.block().folded()).isFalse();
    }

    @Test
    void theFirstFoldStands() {
        runBoth();
        assertThat(block.apply(fold(block, 1, false)).code()).isEqualTo(Code.DONE);
        BlockEvent other = new BlockEvent.Fold(1, block.block().version(), bytes("another"), true);
        assertThat(block.applyTwice(other).code()).isEqualTo(Code.IGNORED);
        assertThat(BlockText.of(block.block().partial())).isEqualTo(BlockText.of(bytes("partial")));
    }

    @Test
    void aFoldOfAnotherGenerationIsIgnored() {
        runBoth();
        assertThat(block.applyTwice(fold(block, 2, false)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.applyTwice(fold(block, 0, false)).code()).isEqualTo(Code.IGNORED);
    }

    @Test
    void aFoldOfWhatTheBlockWasBeforeIsIgnored() {
        runBoth();
        BlockEvent.Fold early = fold(block, 1, false);
        block.apply(report("b", 9, 3_000, succeeded(0, 1)));
        assertThat(block.block().version()).isGreaterThan(early.version());
        assertThat(block.applyTwice(early).code()).isEqualTo(Code.IGNORED);
        assertThat(block.block().folded()).isFalse();
    }

    @Test
    void resultsAreDroppedUnlessTheJobKeepsThem() {
        runBoth();
        assertThat(block.block().result(1)).isNotNull();
        block.apply(fold(block, 1, false));
        assertThat(block.block().result(0)).isNull();
        assertThat(block.block().result(1)).isNull();
    }

    @Test
    void resultsAreKept() {
        runBoth();
        block.apply(fold(block, 1, true));
        assertThat(BlockText.of(block.block().result(1))).isEqualTo(BlockText.of(bytes("r1")));
    }

    @Test
    void anEmptyResultIsKeptToo() {
        block.apply(claim("a", 1, 2, 1_000));
        Ending nothing = new Ending.Succeeded(DataRef.EMPTY);
        block.apply(
                report(
                        "a",
                        1,
                        2_000,
                        new TaskReport(0, 1, nothing, 100, 7),
                        new TaskReport(1, 1, nothing, 100, 7)));
        assertThat(block.block().result(0)).isEqualTo(DataRef.EMPTY);
        block.apply(fold(block, 1, true));
        assertThat(block.block().result(0)).isEqualTo(DataRef.EMPTY);
    }

    @Test
    void whatDidNotSucceedHasNoResult() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(report("a", 1, 2_000, failed(0, 1, AttemptOutcome.FAILED, false)));
        block.apply(cancel());
        block.apply(new BlockEvent.Fold(1, block.block().version(), null, true));
        assertThat(block.block().folded()).isTrue();
        assertThat(block.block().partial()).isNull();
        assertThat(block.block().result(0)).isNull();
        assertThat(block.block().result(1)).isNull();
    }

    @Test
    void aFoldedBlockStaysAsItIs() {
        runBoth();
        block.apply(fold(block, 1, false));
        assertThat(block.apply(claim("b", 1, 2, 3_000)).granted()).isEmpty();
        assertThat(block.apply(report("a", 1, 3_000, failed(0, 1))).refused()).isEqualTo(1);
        block.apply(cancel());
        assertThat(block.states()).containsOnly(TaskState.SUCCEEDED);
        assertThat(block.block().folded()).isTrue();
    }
}
