package io.gridmill.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.BlockPlan;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.task.Split;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How many tasks a block holds. */
class BlockSizingTest {
    private static BlockPlan indexed(long tasks, int slots) {
        return BlockSizing.plan(Split.indexed(tasks, n -> n), slots);
    }

    private static BlockPlan streamed(OptionalLong tasks, int slots) {
        return BlockSizing.plan(new Split.Streamed<>(tasks, Collections.emptyIterator()), slots);
    }

    @Test
    void fewTasksGiveFourBlocksASlot() {
        assertThat(indexed(160, 10)).isEqualTo(new BlockPlan(160, 4));
        assertThat(indexed(161, 10)).isEqualTo(new BlockPlan(161, 5));
        assertThat(indexed(3, 10)).isEqualTo(new BlockPlan(3, 1));
    }

    @Test
    void manyTasksGiveFullBlocks() {
        assertThat(indexed(20_000_000, 4).blockSize()).isEqualTo(TaskBlock.MAX_TASKS);
        assertThat(indexed(Integer.MAX_VALUE * 100L, 4).blockSize()).isEqualTo(TaskBlock.MAX_TASKS);
    }

    @Test
    void noTasksGiveNoBlocks() {
        assertThat(indexed(0, 4).blockSize()).isEqualTo(1);
        assertThat(indexed(0, 4).blocks()).isZero();
    }

    @Test
    void aGridWithoutSlotsCountsAsOne() {
        assertThat(indexed(100, 0)).isEqualTo(indexed(100, 1));
    }

    @Test
    void streamedItemsStandInSmallerBlocksAndAreCountedWhenRead() {
        assertThat(streamed(OptionalLong.empty(), 4)).isEqualTo(new BlockPlan(-1, 64));
        assertThat(streamed(OptionalLong.of(1_000_000), 4)).isEqualTo(new BlockPlan(-1, 64));
        assertThat(streamed(OptionalLong.of(160), 10)).isEqualTo(new BlockPlan(-1, 4));
        assertThat(streamed(OptionalLong.of(160), 10).known()).isFalse();
        assertThat(streamed(OptionalLong.of(160), 10).blocks()).isEqualTo(-1);
    }

    @Test
    void blocksCoverTheTasksExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long tasks = random.nextLong(1, 1L << random.nextInt(1, 30));
            BlockPlan plan = indexed(tasks, random.nextInt(1, 500));
            int last = plan.blocks() - 1;
            assertThat(plan.first(last)).isLessThan(tasks);
            assertThat(plan.first(last) + plan.blockSize()).isGreaterThanOrEqualTo(tasks);
            assertThat(plan.blockSize()).isBetween(1, TaskBlock.MAX_TASKS);
        }
    }
}
