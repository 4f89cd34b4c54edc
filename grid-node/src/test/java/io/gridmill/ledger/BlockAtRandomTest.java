package io.gridmill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.DataRef;
import io.gridmill.job.LossRule;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.simulation.BlockRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Events in any order: of honest nodes, of zombies, repeated, forged by one number. After each the
 * rules of {@link BlockRules} hold and the backup equals the owner, which {@link TestedBlock} checks.
 */
class BlockAtRandomTest {
    private static final int SEEDS = 1_500;
    private static final int STEPS = 70;
    private static final Set<String> VISITED = new LinkedHashSet<>();

    /** What a node was once told it may run. */
    private record Held(ClaimId claim, int index, int attempt) {}

    private final List<Held> granted = new ArrayList<>();
    private final List<BlockEvent> sent = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);
    private long now;

    @Test
    void anySequenceKeepsTheRules() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(seed);
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ": " + sent, broken);
            }
        }
        assertThat(VISITED)
                .as("the walk reaches every edge")
                .hasSameSizeAs(TestedBlock.TABLE.pairs());
    }

    private void run(long seed) {
        random = new SplittableRandom(seed);
        granted.clear();
        sent.clear();
        now = 1_000;
        TestedBlock block = new TestedBlock(1 + random.nextInt(6), VISITED);
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(2_000);
            boolean again = !sent.isEmpty() && random.nextInt(6) == 0;
            BlockEvent event = again ? sent.get(random.nextInt(sent.size())) : event(block);
            sent.add(event);
            BlockAnswer answer = block.apply(event);
            remember(event, answer);
            assertThat(answer.ready()).isEqualTo(block.block().count(TaskState.READY));
        }
    }

    private void remember(BlockEvent event, BlockAnswer answer) {
        if (event instanceof BlockEvent.Work work && work.request() != null) {
            for (Grant grant : answer.granted()) {
                granted.add(new Held(work.request().claim(), grant.index(), grant.attempt()));
            }
        }
    }

    private BlockEvent event(TestedBlock block) {
        int size = block.block().head().size();
        return switch (random.nextInt(40)) {
            case 0 ->
                    new BlockEvent.Stop(
                            random.nextBoolean(), generation(block, 4) - random.nextInt(2));
            case 1, 2, 3 ->
                    new BlockEvent.Fold(
                            generation(block, 2),
                            block.block().version() - random.nextInt(2),
                            DataRef.EMPTY,
                            random.nextBoolean());
            case 4, 5, 6, 7 -> expire(block.block());
            case 8, 9, 10, 11, 12 -> renew(size);
            case 15 ->
                    random.nextInt(3) == 0
                            ? new BlockEvent.Reopen(generation(block, 2) + random.nextInt(2))
                            : new BlockEvent.Reopen(block.block().head().generation());
            case 16, 17, 18, 19, 20 ->
                    new BlockEvent.Copy(
                            generation(block, 6), now - random.nextInt(500), random.nextInt(4));
            case 13, 14 -> new BlockEvent.Wake(now + random.nextInt(-500, 500));
            default -> work(block, size);
        };
    }

    /** The block's generation, or one that is too high. */
    private int generation(TestedBlock block, int wrongOneIn) {
        return block.block().head().generation() + (random.nextInt(wrongOneIn) == 0 ? 1 : 0);
    }

    private BlockEvent work(TestedBlock block, int size) {
        BlockEvent.Report report = random.nextInt(3) > 0 ? report(block, size) : null;
        BlockEvent.Request request =
                random.nextInt(3) > 0
                        ? new BlockEvent.Request(claim(), random.nextInt(4), random.nextInt(4) > 0)
                        : null;
        long skewed = now + random.nextInt(-500, 500);
        return new BlockEvent.Work(report, request, skewed);
    }

    private BlockEvent.Report report(TestedBlock block, int size) {
        Held held = held(size);
        List<TaskReport> tasks = new ArrayList<>();
        for (Held other : List.copyOf(granted)) {
            if (other.claim.equals(held.claim) && random.nextBoolean()) {
                tasks.add(task(other));
            }
        }
        tasks.add(task(held));
        int generation = generation(block, 12);
        return new BlockEvent.Report(
                held.claim, generation, tasks, Events.RULE, random.nextDouble());
    }

    private Held held(int size) {
        if (granted.isEmpty() || random.nextInt(10) == 0) {
            return new Held(claim(), random.nextInt(size), random.nextInt(3));
        }
        return granted.get(random.nextInt(granted.size()));
    }

    private TaskReport task(Held held) {
        int attempt = held.attempt + (random.nextInt(15) == 0 ? 1 : 0);
        Ending ending =
                switch (random.nextInt(8)) {
                    case 0, 1 -> new Ending.HandedBack();
                    case 2 -> new Ending.Cancelled();
                    case 3, 4 -> failure();
                    case 5 -> new Ending.Succeeded(DataRef.EMPTY);
                    default -> new Ending.Succeeded(Events.bytes("r" + random.nextInt(100)));
                };
        return new TaskReport(held.index, attempt, ending, now - 5, random.nextInt(50));
    }

    private Ending failure() {
        AttemptOutcome[] outcomes = {
            AttemptOutcome.FAILED, AttemptOutcome.TIMED_OUT, AttemptOutcome.ABANDONED
        };
        return new Ending.Failed(
                outcomes[random.nextInt(outcomes.length)],
                "task-failed",
                null,
                random.nextInt(4) > 0);
    }

    private ClaimId claim() {
        return new ClaimId("n" + random.nextInt(3), 1 + random.nextInt(12));
    }

    private BlockEvent renew(int size) {
        List<Renewal> held = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            held.add(
                    new Renewal(
                            1 + random.nextInt(12),
                            random.nextInt(6),
                            random.nextInt(-1, size),
                            now));
        }
        return new BlockEvent.Renew("n" + random.nextInt(3), random.nextInt(13), held);
    }

    private BlockEvent expire(TaskBlock block) {
        List<LiveClaim> seen = new ArrayList<>();
        for (LiveClaim claim : block.claims()) {
            if (claim != null && random.nextBoolean()) {
                long sequence = claim.sequence() - (random.nextInt(4) == 0 ? 1 : 0);
                seen.add(new LiveClaim(claim.id(), sequence));
            }
        }
        LossRule rule = new LossRule(random.nextInt(6) > 0, 1 + random.nextInt(3));
        Set<String> died = random.nextBoolean() ? Set.of("n0", "n1") : Set.of();
        return new BlockEvent.Expire(seen, now, rule, died);
    }
}
