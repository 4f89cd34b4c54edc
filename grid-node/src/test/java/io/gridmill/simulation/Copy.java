package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.TreeMap;

/** A member's copy of a partition. Its records are immutable, so a copy of a copy is cheap. */
final class Copy {
    final TreeMap<BlockKey, TaskBlock> blocks = new TreeMap<>();
    final TreeMap<String, JobRecord> jobs = new TreeMap<>();

    Copy() {}

    Copy(Copy other) {
        blocks.putAll(other.blocks);
        jobs.putAll(other.jobs);
    }
}
