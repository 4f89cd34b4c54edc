package io.gridmill.ledger;

import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.fold;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.reported;
import static io.gridmill.ledger.Events.succeeded;
import static io.gridmill.ledger.TaskState.READY;
import static io.gridmill.ledger.TaskState.RUNNING;
import static io.gridmill.ledger.TaskState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockAnswer.Code;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A block in the generation after a retry by hand. */
class ReopenedBlockTest {
    private final TestedBlock block = new TestedBlock(2);

    private void oneSucceedsOneFails() {
        block.apply(claim("a", 1, 2, 1_000));
        TaskReport gone = failed(1, 1, AttemptOutcome.FAILED, false);
        block.apply(report("a", 1, 2_000, succeeded(0, 1), gone));
    }

    @Test
    void whatSucceededStaysWithItsResultAlsoAfterAFold() {
        oneSucceedsOneFails();
        block.apply(fold(block, 1, false));
        assertThat(block.block().result(0)).as("kept, a task failed").isNotNull();
        block.apply(new BlockEvent.Reopen(2));
        assertThat(block.states()).containsExactly(SUCCEEDED, READY);
        assertThat(block.block().folded()).isFalse();
        assertThat(block.block().partial()).isNull();
        assertThat(block.block().acceptedIn(0)).isEqualTo(1);
        block.apply(new BlockEvent.Reopen(5));
        assertThat(block.block().acceptedIn(0)).as("still").isEqualTo(1);
        DataRef kept = Objects.requireNonNull(block.block().result(0));
        assertThat(((DataRef.Inline) kept).bytes()).asString().isEqualTo("r0");
    }

    @Test
    void failuresCountAnewAndAttemptsGoOn() {
        oneSucceedsOneFails();
        block.apply(new BlockEvent.Reopen(2));
        assertThat(block.block().failures(1)).isZero();
        BlockAnswer answer = block.apply(claim("b", 1, 1, 3_000));
        assertThat(answer.generation()).isEqualTo(2);
        assertThat(answer.granted()).extracting(BlockAnswer.Grant::attempt).containsExactly(2);
        assertThat(block.block().past())
                .extracting(PastAttempt::generation, PastAttempt::attempt)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 1));
    }

    @Test
    void aWholeBlockKeepsItsPartial() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(report("a", 1, 2_000, succeeded(0, 1), succeeded(1, 1)));
        block.apply(fold(block, 1, false));
        block.apply(new BlockEvent.Reopen(2));
        assertThat(block.block().folded()).isTrue();
        assertThat(block.block().partial()).isNotNull();
        assertThat(block.block().head().generation()).isEqualTo(2);
    }

    @Test
    void olderReportsAndStopsComeTooLate() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(new BlockEvent.Stop(true, 1));
        block.apply(new BlockEvent.Reopen(2));
        assertThat(block.states()).containsExactly(READY, READY);
        BlockEvent.Work late =
                new BlockEvent.Work(reported("a", 1, 1, succeeded(0, 1)), null, 2_000);
        assertThat(block.apply(late).refused()).isEqualTo(1);
        assertThat(block.apply(new BlockEvent.Stop(true, 1)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.states()).containsExactly(READY, READY);
    }

    @Test
    void itIsOpenedOnce() {
        oneSucceedsOneFails();
        block.apply(new BlockEvent.Reopen(2));
        block.apply(claim("a", 2, 1, 3_000));
        assertThat(block.apply(new BlockEvent.Reopen(2)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.apply(new BlockEvent.Reopen(1)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.states()).containsExactly(SUCCEEDED, RUNNING);
    }
}
