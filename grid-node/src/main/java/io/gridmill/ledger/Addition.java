package io.gridmill.ledger;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on their way into an open job: they go to one block after another, each of which takes what
 * it has room for. Begun again from the same block under the same number, it finds what was taken in
 * before. Pure.
 *
 * @param to where they go
 * @param batch number of this addition, the same when it is repeated
 * @param items of the tasks
 * @param block that is asked next
 * @param done how many were taken in
 * @param first number that the first of them got; -1 before
 * @param total tasks of the job at least; 0 while nothing is known
 * @param closed whether the job takes in no more
 */
public record Addition(
        Target to,
        long batch,
        List<byte[]> items,
        int block,
        int done,
        long first,
        long total,
        boolean closed) {

    /** How the blocks of a job are laid out, in which generation, and how many tasks it has. */
    public record Target(BlockPlan plan, int generation, long tasks) {
        /** Of a job of which no number of tasks is known. */
        public Target(BlockPlan plan, int generation) {
            this(plan, generation, 0);
        }

        static Target of(JobRecord job) {
            return new Target(job.plan(), job.progress().generation(), job.progress().tasks());
        }

        BlockGrowth.Append append(int block, long batch, @Nullable List<byte[]> items) {
            return new BlockGrowth.Append(
                            batch, plan.first(block), generation, plan.blockSize(), items)
                    .expecting(tasks);
        }
    }

    /** Nothing is taken in yet; begins with a block. */
    public static Addition of(JobRecord job, long batch, List<byte[]> items, int block) {
        return new Addition(Target.of(job), batch, items, block, 0, -1, 0, false);
    }

    /** The block with which an addition begins that was not begun before. */
    public static int firstBlock(JobRecord job) {
        return (int) (job.progress().tasks() / job.plan().blockSize());
    }

    /** Whether all are taken in, or no more will be. */
    public boolean over() {
        return closed || done >= items.size();
    }

    /** What the next block is asked. */
    public BlockGrowth.Append next() {
        int most = Math.min(items.size(), done + to.plan.blockSize());
        return to.append(block, batch, items.subList(done, most));
    }

    /** Those that a block has taken in. */
    public List<byte[]> taken(BlockGrowth.Answer answer) {
        return items.subList(done, done + answer.added());
    }

    /** The same after the block has answered. */
    public Addition after(BlockGrowth.Answer answer) {
        if (answer.closed()) {
            return new Addition(to, batch, items, block, done, first, total, true);
        }
        boolean some = answer.added() > 0;
        long begin = to.plan.first(block);
        return new Addition(
                to,
                batch,
                items,
                answer.size() >= to.plan.blockSize() ? block + 1 : block,
                done + answer.added(),
                some && first < 0 ? begin + answer.from() : first,
                some ? begin + answer.size() : total,
                false);
    }

    /** What the job's record is told of it; null for nothing. */
    public @Nullable JobEvent told(long now) {
        return total > 0 ? new JobEvent.Added(total, now) : null;
    }

    /**
     * The end of an open job's intake: the first block that is not full is sealed, which may be an
     * empty one after the last.
     *
     * @param block that is asked next
     * @param tasks of the job; -1 until its last block is sealed
     */
    public record Sealing(Target to, int block, long tasks) {

        /** Nothing is sealed yet. */
        public static Sealing of(JobRecord job) {
            return new Sealing(Target.of(job), firstBlock(job), -1);
        }

        /** Whether the last block is sealed. */
        public boolean over() {
            return tasks >= 0;
        }

        /** What the next block is asked. */
        public BlockGrowth.Append next() {
            return to.append(block, 0, null);
        }

        /** The same after the block has answered. */
        public Sealing after(BlockGrowth.Answer answer) {
            if (answer.missing()) {
                return this;
            }
            return answer.size() < to.plan.blockSize()
                    ? new Sealing(to, block, to.plan.first(block) + answer.size())
                    : new Sealing(to, block + 1, -1);
        }
    }
}
