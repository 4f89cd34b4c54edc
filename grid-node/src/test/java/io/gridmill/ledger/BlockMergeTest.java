package io.gridmill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.simulation.BlockRules;
import io.gridmill.simulation.BlockText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Copies of a block that went on without each other, joined in any order. */
class BlockMergeTest {
    private static final int SEEDS = 3_000;
    private static final int SIZE = 5;
    private final SplittableRandom random = new SplittableRandom(7);

    /** A block that had one past, and then three futures. */
    private List<TaskBlock> copies() {
        TaskBlock.Head head = new TaskBlock.Head(10, SIZE, 1, null);
        TaskBlock before = walk(TaskBlock.fresh(head), random.nextInt(12), "a");
        List<TaskBlock> copies = new ArrayList<>();
        for (String side : List.of("a", "b", "c")) {
            copies.add(walk(before, random.nextInt(25), side));
        }
        return copies;
    }

    private TaskBlock walk(TaskBlock from, int steps, String side) {
        TaskBlock block = from;
        for (int step = 0; step < steps; step++) {
            block = BlockTransitions.decide(block, event(block, side)).block();
        }
        return block;
    }

    private BlockEvent event(TaskBlock block, String side) {
        ClaimId claim = new ClaimId(side + random.nextInt(2), random.nextInt(4));
        LiveClaim held = block.claim(random.nextInt(SIZE));
        ClaimId reporting = held == null || random.nextInt(4) == 0 ? claim : held.id();
        return switch (random.nextInt(14)) {
            case 12, 13 -> new BlockEvent.Copy(1, 10_000, 2);
            case 0 -> new BlockEvent.Expire(held == null ? List.of() : List.of(held), 2_000);
            case 1 -> new BlockEvent.Wake(random.nextLong(90_000));
            case 2 ->
                    new BlockEvent.Renew(
                            reporting.node(),
                            9,
                            List.of(new Renewal(reporting.number(), random.nextLong(5), -1, 0)));
            case 3 ->
                    random.nextInt(4) == 0
                            ? new BlockEvent.Stop(random.nextBoolean(), 1)
                            : new BlockEvent.Wake(90_000);
            case 4 -> new BlockEvent.Fold(1, block.version(), Events.bytes("p" + side), true);
            case 5, 6, 7 ->
                    new BlockEvent.Work(
                            null, new BlockEvent.Request(claim, 1 + random.nextInt(2)), 3_000);
            default -> new BlockEvent.Work(report(block, reporting, side), null, 4_000);
        };
    }

    private BlockEvent.Report report(TaskBlock block, ClaimId claim, String side) {
        List<TaskReport> tasks = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            LiveClaim held = block.claim(i);
            if (held != null && held.id().equals(claim)) {
                tasks.add(new TaskReport(i, block.attempt(i), ending(side), 3_500, 7));
            }
        }
        return new BlockEvent.Report(claim, 1, tasks, Events.RULE, 0.5);
    }

    private Ending ending(String side) {
        return switch (random.nextInt(4)) {
            case 0 ->
                    new Ending.Failed(
                            AttemptOutcome.FAILED, "task-failed", null, random.nextBoolean());
            case 1 -> new Ending.HandedBack();
            default -> new Ending.Succeeded(Events.bytes(side + random.nextInt(9)));
        };
    }

    @Test
    void theOrderOfJoiningDoesNotMatterWhereNothingEndedTwice() {
        int joined = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<TaskBlock> copies = copies();
            TaskBlock a = copies.get(0);
            TaskBlock b = copies.get(1);
            TaskBlock c = copies.get(2);
            TaskBlock ab = BlockMerge.join(a, b);
            TaskBlock bc = BlockMerge.join(b, c);
            if (nothingEndedTwice(copies) && !ab.ended() && !bc.ended()) {
                joined++;
                assertThat(BlockText.of(ab)).isEqualTo(BlockText.of(BlockMerge.join(b, a)));
                assertThat(text(BlockMerge.join(ab, c))).isEqualTo(text(BlockMerge.join(a, bc)));
            }
            assertThat(BlockText.of(BlockMerge.join(ab, a))).isEqualTo(BlockText.of(ab));
            assertThat(BlockText.of(BlockMerge.join(ab, b))).isEqualTo(BlockText.of(ab));
            assertThat(BlockText.of(BlockMerge.join(ab, ab))).isEqualTo(BlockText.of(ab));
        }
        assertThat(joined).as("where nothing ended twice").isGreaterThan(SEEDS / 10);
    }

    private static boolean nothingEndedTwice(List<TaskBlock> copies) {
        return copies.stream().noneMatch(TaskBlock::ended)
                && IntStream.range(0, SIZE)
                        .noneMatch(
                                i ->
                                        copies.stream()
                                                        .filter(copy -> copy.state(i).ended())
                                                        .count()
                                                > 1);
    }

    @Test
    void ofTwoEndsAlikeTheLargerSidesStands() {
        int stood = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<TaskBlock> copies = copies();
            TaskBlock larger = copies.get(0);
            TaskBlock smaller = copies.get(1);
            TaskBlock joined = BlockMerge.join(larger, smaller);
            for (int i = 0; i < SIZE && !smaller.folded(); i++) {
                if (larger.state(i).ended() && larger.state(i) == smaller.state(i)) {
                    assertThat(joined.result(i)).isEqualTo(larger.result(i));
                    assertThat(joined.attempt(i)).isEqualTo(larger.attempt(i));
                    stood += larger.attempt(i) == smaller.attempt(i) ? 0 : 1;
                }
            }
        }
        assertThat(stood).as("tasks that ended alike by different attempts").isPositive();
    }

    @Test
    void aBlockThatEndedOnTheLargerSideStandsAsItsJobCountedIt() {
        int stood = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<TaskBlock> copies = copies();
            TaskBlock larger = copies.get(0);
            TaskBlock smaller = copies.get(1);
            if (larger.ended()) {
                TaskBlock joined = BlockMerge.join(larger, smaller);
                assertThat(withoutVersion(joined)).isEqualTo(withoutVersion(larger));
                stood += withoutVersion(smaller).equals(withoutVersion(larger)) ? 0 : 1;
            }
        }
        assertThat(stood).as("blocks of which the copies differed").isPositive();
    }

    private static String withoutVersion(TaskBlock block) {
        return BlockText.of(block).replaceFirst("version \\d+ ", "");
    }

    /**
     * All but the version, which rises with each join that makes something new, and the sequences of
     * claims: one that no task of a join needs is forgotten with its sequence.
     */
    private static String text(TaskBlock block) {
        return BlockText.of(block)
                .replaceFirst("version \\d+ ", "")
                .replaceAll("sequence=\\d+", "sequence");
    }

    @Test
    void whatIsJoinedKeepsTheRulesAndForgetsNoEnd() {
        int joinedTasks = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<TaskBlock> copies = copies();
            TaskBlock joined = BlockMerge.join(copies.get(0), copies.get(1));
            assertThat(BlockRules.broken(joined)).as(() -> BlockText.of(joined)).isEmpty();
            for (int i = 0; i < SIZE; i++) {
                boolean ended = false;
                boolean succeeded = false;
                for (TaskBlock copy : copies.subList(0, 2)) {
                    ended |= copy.state(i).ended();
                    succeeded |= copy.state(i) == TaskState.SUCCEEDED;
                }
                boolean byTask = !copies.get(0).ended() && !copies.get(1).folded();
                assertThat(joined.state(i).ended()).isEqualTo(ended);
                if (byTask) {
                    assertThat(joined.state(i) == TaskState.SUCCEEDED).isEqualTo(succeeded);
                    joinedTasks += ended ? 1 : 0;
                }
            }
        }
        assertThat(joinedTasks).as("tasks that ended, in blocks joined task by task").isPositive();
    }

    @Test
    void aHigherGenerationStandsAsItIs() {
        TaskBlock old = walk(TaskBlock.fresh(new TaskBlock.Head(0, SIZE, 1, null)), 20, "a");
        TaskBlock anew = TaskBlock.fresh(new TaskBlock.Head(0, SIZE, 2, null));
        TaskBlock joined = BlockMerge.join(old, anew);
        assertThat(BlockText.of(joined)).isEqualTo(BlockText.of(BlockMerge.join(anew, old)));
        assertThat(text(joined)).isEqualTo(text(anew));
        assertThat(joined.version()).isGreaterThan(old.version());
    }

    @Test
    void whatIsLikeNeitherCopyHasAVersionThatNobodyRead() {
        TaskBlock fresh = TaskBlock.fresh(new TaskBlock.Head(0, 2, 1, null));
        TaskBlock one = succeeded(fresh, "a", 0);
        TaskBlock other = succeeded(fresh, "b", 1);
        TaskBlock joined = BlockMerge.join(one, other);
        assertThat(joined.count(TaskState.SUCCEEDED)).isEqualTo(2);
        assertThat(joined.version()).isGreaterThan(Math.max(one.version(), other.version()));
    }

    private static TaskBlock grown(TaskBlock block, long batch, String... items) {
        List<byte[]> bytes = new ArrayList<>();
        for (String item : items) {
            bytes.add(item.getBytes(StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(
                BlockGrowth.decide(block, new BlockGrowth.Append(batch, 0, 1, 9, bytes)).block());
    }

    @Test
    void whatTheLargerSideAddedStands() {
        TaskBlock before = grown(TaskBlock.growing(head(0), open()), 1, "a");
        TaskBlock acknowledged = grown(before, 2, "b");
        TaskBlock longer = grown(grown(before, 3, "c", "d"), 4, "e");
        TaskBlock joined = BlockMerge.join(acknowledged, longer);
        assertThat(Objects.requireNonNull(joined.head().items())[1]).isEqualTo(new byte[] {'b'});
        assertThat(joined.head().size()).isEqualTo(2);
        assertThat(joined.version()).isGreaterThan(longer.version());
    }

    @Test
    void aSealThatOnlyTheSmallerSideKnowsIsForgotten() {
        TaskBlock before = grown(TaskBlock.growing(head(0), open()), 1, "a");
        BlockGrowth.Append seal = new BlockGrowth.Append(0, 0, 1, 9, null);
        TaskBlock sealed = Objects.requireNonNull(BlockGrowth.decide(before, seal).block());
        assertThat(BlockMerge.join(before, sealed).open()).isTrue();
        assertThat(BlockMerge.join(sealed, before).open()).isFalse();
    }

    private static TaskBlock.Head head(int size) {
        return new TaskBlock.Head(0, size, 1, new byte[size][]);
    }

    private static TaskBlock.Growing open() {
        return new TaskBlock.Growing(true, List.of());
    }

    @Test
    void whatStandsAsAWholeHasAVersionThatNobodyReadOfTheOther() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<TaskBlock> copies = copies();
            TaskBlock a = copies.get(0);
            TaskBlock b = copies.get(1);
            TaskBlock joined = BlockMerge.join(a, b);
            assertThat(joined.version()).isGreaterThanOrEqualTo(Math.max(a.version(), b.version()));
            if (a.folded() != b.folded()) {
                TaskBlock falls = a.ended() ? b : a;
                assertThat(joined.version()).isGreaterThan(falls.version());
            }
        }
    }

    private static TaskBlock succeeded(TaskBlock from, String node, int index) {
        ClaimId claim = new ClaimId(node, 1);
        TaskBlock held =
                BlockTransitions.decide(
                                from,
                                new BlockEvent.Work(null, new BlockEvent.Request(claim, 2), 1_000))
                        .block();
        List<TaskReport> reports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Ending ending =
                    i == index ? new Ending.Succeeded(DataRef.EMPTY) : new Ending.HandedBack();
            reports.add(new TaskReport(i, held.attempt(i), ending, 1_000, 1));
        }
        BlockEvent.Report report = new BlockEvent.Report(claim, 1, reports, Events.RULE, 0);
        return BlockTransitions.decide(held, new BlockEvent.Work(report, null, 2_000)).block();
    }
}
