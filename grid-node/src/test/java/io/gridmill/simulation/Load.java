package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;

/**
 * How the tasks of a job behave.
 *
 * @param longest run time of its tasks, milliseconds
 * @param flaky share of attempts that fail and may be retried
 * @param poisoned number of a task that always fails for good; -1 for none
 */
record Load(JobRecord job, long tasks, int longest, double flaky, long poisoned) {

    /** Whether an attempt fails. */
    enum Fault {
        NONE,
        MAY_BE_RETRIED,
        FOR_GOOD
    }

    int millis(World world) {
        return world.chance(0.01) ? world.between(1, 8_000) : world.between(1, longest + 1);
    }

    /** What a node has measured; at times nothing yet. */
    double measured(World world) {
        return world.chance(0.2) ? -1 : longest / 2.0;
    }

    Fault fault(World world, BlockKey block, int index) {
        if (job.plan().first(block.number()) + index == poisoned) {
            return Fault.FOR_GOOD;
        }
        return world.chance(flaky) ? Fault.MAY_BE_RETRIED : Fault.NONE;
    }
}
