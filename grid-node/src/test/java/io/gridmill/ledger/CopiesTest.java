package io.gridmill.ledger;

import static io.gridmill.ledger.Events.cancel;
import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.expire;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.handedBack;
import static io.gridmill.ledger.Events.renew;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.simulation.BlockText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Second copies of slow tasks: which may be had, and what becomes of the two. */
class CopiesTest {
    private final TestedBlock block = new TestedBlock(1);

    /** One task that "slow" runs since 1,000, and a second copy of it on offer. */
    private void offer() {
        block.apply(claim("slow", 1, 1, 1_000));
        block.apply(new BlockEvent.Copy(1, 1_000, 1));
        assertThat(block.block().state(0)).isEqualTo(TaskState.READY);
    }

    /** The second copy runs on "fast". */
    private void two() {
        offer();
        BlockAnswer answer = block.applyTwice(claim("fast", 1, 1, 5_000));
        assertThat(answer.granted()).extracting(Grant::attempt).containsExactly(2);
    }

    private AttemptOutcome outcome(int attempt) {
        return block.block().past().stream()
                .filter(past -> past.attempt() == attempt)
                .findAny()
                .orElseThrow()
                .outcome();
    }

    @Test
    void onlyWhatHasRunForLongMayRunTwice() {
        block.apply(claim("slow", 1, 1, 1_000));
        assertThat(block.apply(new BlockEvent.Copy(1, 999, 1)).code())
                .isEqualTo(BlockAnswer.Code.IGNORED);
        assertThat(block.apply(new BlockEvent.Copy(2, 1_000, 1)).code())
                .isEqualTo(BlockAnswer.Code.IGNORED);
        assertThat(block.apply(new BlockEvent.Copy(1, 1_000, 0)).code())
                .isEqualTo(BlockAnswer.Code.IGNORED);
        assertThat(block.apply(new BlockEvent.Copy(1, 1_000, 1)).ready()).isEqualTo(1);
    }

    @Test
    void whereTasksWaitNoneRunsTwice() {
        TestedBlock busy = new TestedBlock(2);
        busy.apply(claim("slow", 1, 1, 1_000));
        assertThat(busy.apply(new BlockEvent.Copy(1, 1_000, 1)).code())
                .isEqualTo(BlockAnswer.Code.IGNORED);
    }

    @Test
    void theNodeOfTheFirstCopyDoesNotGetTheSecond() {
        offer();
        assertThat(block.apply(claim("slow", 2, 1, 5_000)).granted()).isEmpty();
        assertThat(block.apply(claim("slow", 1, 1, 5_000)).granted())
                .as("the first claim again, as its answer may have been lost")
                .extracting(Grant::attempt)
                .containsExactly(1);
    }

    @Test
    void whenTheSecondCopySucceedsTheFirstHasLost() {
        two();
        block.applyTwice(report("fast", 1, 6_000, succeeded(0, 2)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(outcome(1)).isEqualTo(AttemptOutcome.SUPERSEDED);
        assertThat(block.block().claims()).isEmpty();
        BlockAnswer late = block.apply(report("slow", 1, 9_000, succeeded(0, 1)));
        assertThat(late.refused()).isEqualTo(1);
        assertThat(block.block().endedOn(0)).isEqualTo("fast");
        assertThat(block.block().failures(0)).isZero();
    }

    @Test
    void whenTheFirstCopySucceedsTheSecondHasLost() {
        two();
        block.applyTwice(report("slow", 1, 6_000, succeeded(0, 1)));
        assertThat(block.block().endedOn(0)).isEqualTo("slow");
        assertThat(outcome(2)).isEqualTo(AttemptOutcome.SUPERSEDED);
        BlockAnswer told = block.apply(renew("fast", 1, new Renewal(1, 1, 0, 5_000)));
        assertThat(told.lost()).as("so that its node stops it").containsExactly(1L);
        assertThat(block.apply(report("fast", 1, 9_000, succeeded(0, 2))).refused()).isEqualTo(1);
    }

    @Test
    void theLoserOfAClaimThatHoldsMoreIsToldAsWell() {
        TestedBlock wide = new TestedBlock(2);
        wide.apply(claim("slow", 1, 2, 1_000));
        wide.apply(new BlockEvent.Copy(1, 1_000, 1));
        wide.apply(claim("fast", 1, 1, 5_000));
        assertThat(wide.apply(renew("slow", 1, new Renewal(1, 1, 0, 1_000))).lost()).isEmpty();
        wide.apply(report("fast", 1, 6_000, succeeded(0, 2)));
        assertThat(wide.apply(renew("slow", 1, new Renewal(1, 2, 0, 1_000))).lost())
                .containsExactly(1L);
        assertThat(wide.block().state(1)).as("held on to").isEqualTo(TaskState.ASSIGNED);
        assertThat(wide.apply(renew("slow", 1, new Renewal(1, 3, 1, 7_000))).lost()).isEmpty();
    }

    @Test
    void aFailingCopyLeavesTheTaskToTheOther() {
        two();
        block.applyTwice(report("fast", 1, 6_000, failed(0, 2, AttemptOutcome.FAILED, false)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.RUNNING);
        assertThat(block.apply(new BlockEvent.Copy(1, 9_000, 1)).code())
                .as("no third copy")
                .isEqualTo(BlockAnswer.Code.IGNORED);
        block.applyTwice(report("slow", 1, 7_000, succeeded(0, 1)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.SUCCEEDED);
        assertThat(outcome(2)).isEqualTo(AttemptOutcome.FAILED);
    }

    @Test
    void aFailingFirstCopyLeavesTheTaskToTheSecond() {
        two();
        block.applyTwice(report("slow", 1, 6_000, failed(0, 1, AttemptOutcome.TIMED_OUT, false)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.RUNNING);
        assertThat(block.block().attempt(0)).isEqualTo(2);
        block.apply(report("fast", 1, 7_000, failed(0, 2, AttemptOutcome.FAILED, false)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void whatHasFailedBeforeGetsNoSecondCopy() {
        two();
        block.apply(report("slow", 1, 6_000, failed(0, 1, AttemptOutcome.TIMED_OUT, true)));
        assertThat(block.apply(new BlockEvent.Copy(1, 9_000, 1)).code())
                .as("else two copies that hang would take turns for ever")
                .isEqualTo(BlockAnswer.Code.IGNORED);
    }

    @Test
    void losingTheNodeOfEitherLeavesTheOther() {
        two();
        block.apply(expire(6_000, "fast", 1, 0));
        assertThat(outcome(2)).isEqualTo(AttemptOutcome.LOST);
        assertThat(block.block().state(0)).isEqualTo(TaskState.RUNNING);
        block.apply(expire(6_000, "slow", 1, 0));
        assertThat(outcome(1)).isEqualTo(AttemptOutcome.LOST);
        assertThat(block.block().state(0)).isEqualTo(TaskState.READY);
        assertThat(block.apply(claim("other", 1, 1, 7_000)).granted())
                .as("the numbers of both are used up")
                .extracting(Grant::attempt)
                .containsExactly(3);
        assertThat(block.block().failures(0)).isZero();
    }

    @Test
    void losingTheFirstWhileTheSecondRunsChangesNothingForIt() {
        two();
        block.apply(expire(6_000, "slow", 1, 0));
        block.applyTwice(report("fast", 1, 7_000, succeeded(0, 2)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aSecondCopyThatIsHandedBackIsOnOfferAgain() {
        two();
        block.apply(report("fast", 1, 6_000, handedBack(0, 2)));
        assertThat(block.apply(claim("slow", 2, 1, 6_500)).granted()).isEmpty();
        assertThat(block.apply(claim("other", 1, 1, 7_000)).granted())
                .extracting(Grant::attempt)
                .containsExactly(2);
    }

    @Test
    void aStopLeavesBothToTheirNodes() {
        two();
        block.apply(cancel());
        block.apply(report("fast", 1, 6_000, Events.cancelled(0, 2)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.RUNNING);
        block.apply(report("slow", 1, 6_000, Events.cancelled(0, 1)));
        assertThat(block.block().state(0)).isEqualTo(TaskState.CANCELLED);
        assertThat(block.block().claims()).isEmpty();
    }

    @Test
    void aRetryByHandSupersedesBoth() {
        two();
        block.apply(new BlockEvent.Reopen(2));
        assertThat(outcome(1)).isEqualTo(AttemptOutcome.SUPERSEDED);
        assertThat(outcome(2)).isEqualTo(AttemptOutcome.SUPERSEDED);
        assertThat(block.apply(claim("slow", 5, 1, 9_000)).granted())
                .extracting(Grant::attempt)
                .containsExactly(3);
    }

    @Test
    void aBlockWithTwoCopiesTravels() throws IOException {
        two();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BlockCodec.write(block.block(), new DataOutputStream(bytes));
        TaskBlock read =
                BlockCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(BlockText.of(read)).isEqualTo(BlockText.of(block.block()));
    }
}
