package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;

/** Finds what holds up a job that does not end. */
final class StuckTask {
    private StuckTask() {}

    /** The first task that has not ended, in words; when all have, a block that has not settled. */
    static String in(Cluster cluster, JobRecord job) {
        long task = number(cluster, job);
        if (task < 0) {
            int unsettled = job.settled().nextClearBit(0);
            TaskBlock last = unsettled < job.blocks() ? block(cluster, job, unsettled) : null;
            return last == null ? "" : "; " + BlockText.of(last);
        }
        int number = (int) (task / job.plan().blockSize());
        TaskBlock block = block(cluster, job, number);
        int index = (int) (task - job.plan().first(number));
        return block == null ? "" : "; " + BlockText.task(block, index);
    }

    /** Its number in the job; -1 when all have ended. */
    static long number(Cluster cluster, JobRecord job) {
        for (int n = 0; n < job.blocks(); n++) {
            TaskBlock block = block(cluster, job, n);
            for (int i = 0; block != null && i < block.head().size(); i++) {
                if (!block.state(i).ended()) {
                    return block.head().first() + i;
                }
            }
        }
        return -1;
    }

    private static @org.jspecify.annotations.Nullable TaskBlock block(
            Cluster cluster, JobRecord job, int number) {
        BlockKey key = new BlockKey(job.id(), number);
        Copy copy = cluster.partition(key).truth();
        return copy == null ? null : copy.blocks.get(key);
    }
}
