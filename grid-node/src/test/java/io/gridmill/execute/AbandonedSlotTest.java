package io.gridmill.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.FailurePolicy;
import io.gridmill.job.JobSpec;
import io.gridmill.job.Placement;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StartConditions;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskHints;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A slot whose code does not stop gives back all that it holds. */
class AbandonedSlotTest {
    private static final Slot.Host NEVER_PAUSED =
            new Slot.Host() {
                @Override
                public boolean paused() {
                    return false;
                }

                @Override
                public void ended(Slot slot) {}
            };

    private final Handed source = new Handed();
    private final Stopped clocks = new Stopped();

    @Test
    void whatWasClaimedAheadGoesBack() throws IOException {
        Slot slot = new Slot(source, clocks, NEVER_PAUSED);
        source.next = batch(1);
        runToTheEnd(slot);
        // Very short tasks: two more were claimed ahead, beside what came with the report.
        Slot.Step.Run hanging = (Slot.Step.Run) step(slot);

        assertThat(slot.abandon(hanging.task())).isTrue();

        assertThat(slot.next()).isInstanceOf(Slot.Step.End.class);
        assertThat(source.open).isEmpty();
    }

    private void runToTheEnd(Slot slot) {
        Slot.Step.Run run = (Slot.Step.Run) step(slot);
        slot.ended(run.task(), new Ending.Cancelled());
    }

    private static Slot.Step step(Slot slot) {
        Slot.Step step = slot.next();
        while (step instanceof Slot.Step.Wait wait) {
            slot.claimed(wait.batch().join());
            step = slot.next();
        }
        return step;
    }

    private static Batch batch(long claim) throws IOException {
        JobSpec spec =
                new JobSpec(
                        "job",
                        "noop",
                        null,
                        "{\"tasks\":100}",
                        null,
                        null,
                        5,
                        Placement.ANYWHERE,
                        "user",
                        0,
                        "",
                        StartConditions.NONE,
                        0,
                        0,
                        new RetryRule(1, Duration.ZERO, 1, Duration.ZERO, List.of()),
                        new FailurePolicy.FailFast(),
                        0,
                        false,
                        false,
                        Map.of(),
                        Map.of());
        RunnableJob job =
                RunnableJob.of(
                        spec,
                        new BlockPlan(100, 100),
                        TaskTypes.load().find("noop").orElseThrow(),
                        JobInput.none(),
                        TaskHints.none(),
                        LogBook.CLOSED);
        return new Batch(
                job,
                new BlockKey("job", 0),
                0,
                1,
                new ClaimId("node", claim),
                List.of(new Grant((int) claim, 1, null)));
    }

    /** Grants a batch whenever it is asked, and knows which have not come back. */
    private static final class Handed implements WorkSource {
        private final Map<Long, Batch> open = new HashMap<>();
        private long claims = 1;
        private @Nullable Batch next;

        @Override
        public CompletableFuture<@Nullable Batch> take(long waitMillis) {
            return granted(next);
        }

        private CompletableFuture<@Nullable Batch> granted(@Nullable Batch batch) {
            if (batch != null) {
                open.put(batch.claim().number(), batch);
            }
            return CompletableFuture.completedFuture(batch);
        }

        @Override
        public CompletableFuture<@Nullable Batch> report(
                Batch batch, List<TaskReport> reports, boolean last, boolean claimMore) {
            if (last) {
                open.remove(batch.claim().number());
            }
            try {
                return granted(claimMore ? batch(++claims) : null);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** No time passes. */
    private static final class Stopped implements Clocks {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long wallMillis() {
            return 0;
        }
    }
}
