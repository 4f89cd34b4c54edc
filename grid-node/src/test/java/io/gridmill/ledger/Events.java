package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.job.RetryRule;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.TaskReport.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Events as tests say them. Failures come with half of the jitter's range: none. */
final class Events {
    static final RetryRule RULE =
            new RetryRule(3, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(10), List.of());
    static final double NO_JITTER = 0.5;

    private Events() {}

    static BlockEvent.Work claim(String node, long number, int most, long now) {
        return new BlockEvent.Work(
                null, new BlockEvent.Request(new ClaimId(node, number), most), now);
    }

    static BlockEvent.Work report(String node, long number, long now, TaskReport... tasks) {
        return new BlockEvent.Work(reported(node, number, 1, tasks), null, now);
    }

    /** Reports under one claim and asks for more under the next number. */
    static BlockEvent.Work reportAndClaim(
            String node, long number, int most, long now, TaskReport... tasks) {
        return new BlockEvent.Work(
                reported(node, number, 1, tasks),
                new BlockEvent.Request(new ClaimId(node, number + 1), most),
                now);
    }

    static BlockEvent.Report reported(
            String node, long number, int generation, TaskReport... tasks) {
        return new BlockEvent.Report(
                new ClaimId(node, number), generation, List.of(tasks), RULE, NO_JITTER);
    }

    static TaskReport succeeded(int index, int attempt) {
        return new TaskReport(index, attempt, new Ending.Succeeded(bytes("r" + index)), 100, 7);
    }

    static TaskReport failed(int index, int attempt) {
        return failed(index, attempt, AttemptOutcome.FAILED, true);
    }

    static TaskReport failed(int index, int attempt, AttemptOutcome outcome, boolean retryable) {
        return new TaskReport(
                index,
                attempt,
                new Ending.Failed(outcome, "task-failed", "boom", retryable),
                100,
                7);
    }

    static TaskReport cancelled(int index, int attempt) {
        return new TaskReport(index, attempt, new Ending.Cancelled(), 100, 7);
    }

    static TaskReport handedBack(int index, int attempt) {
        return new TaskReport(index, attempt, new Ending.HandedBack(), 0, 0);
    }

    static BlockEvent.Renew renew(String node, long upTo, Renewal... held) {
        return new BlockEvent.Renew(node, upTo, List.of(held));
    }

    static BlockEvent.Expire expire(long now, String node, long number, long sequence) {
        return new BlockEvent.Expire(
                List.of(new LiveClaim(new ClaimId(node, number), sequence)), now);
    }

    static BlockEvent.Stop cancel() {
        return new BlockEvent.Stop(false, 1);
    }

    static BlockEvent.Stop failing() {
        return new BlockEvent.Stop(true, 1);
    }

    /** A fold of a block's results as they are now. */
    static BlockEvent.Fold fold(TestedBlock block, int generation, boolean keepResults) {
        return new BlockEvent.Fold(
                generation, block.block().version(), bytes("partial"), keepResults);
    }

    static DataRef bytes(String text) {
        return new DataRef.Inline(text.getBytes(StandardCharsets.UTF_8));
    }
}
