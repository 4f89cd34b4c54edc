package io.gridmill.durable;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.FailurePolicy;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.Placement;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StartConditions;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.TaskBlock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs and blocks for tests of stores. */
public final class StoredJobs {
    private StoredJobs() {}

    /** A job that was just accepted. */
    public static JobRecord job(String id) {
        return job(id, "{}");
    }

    /** The same with parameters. */
    public static JobRecord job(String id, String parameters) {
        JobSpec spec =
                new JobSpec(
                        id,
                        "noop",
                        null,
                        parameters,
                        null,
                        null,
                        5,
                        Placement.ANYWHERE,
                        "user",
                        1_000,
                        "digest",
                        StartConditions.NONE,
                        60_000,
                        300_000,
                        new RetryRule(
                                3, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(10), List.of()),
                        new FailurePolicy.TolerateShare(2.5),
                        3_600_000,
                        false,
                        false,
                        Map.of("a", "b"),
                        Map.of());
        return JobLifecycle.accepted(spec, new BlockPlan(100, 10));
    }

    /** A block of which the first tasks are claimed. */
    public static TaskBlock block(int number, int claimed) {
        TaskBlock fresh = TaskBlock.fresh(new TaskBlock.Head(10L * number, 10, 1, null));
        return BlockTransitions.decide(
                        fresh,
                        new BlockEvent.Work(
                                null,
                                new BlockEvent.Request(new ClaimId("node", 7), claimed),
                                5_000))
                .block();
    }

    /** A block whose tasks have items. */
    public static TaskBlock withItems(int size) {
        byte[][] items = new byte[size][1];
        return TaskBlock.fresh(new TaskBlock.Head(0, size, 1, items));
    }
}
