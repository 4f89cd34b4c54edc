package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A member's copy of a partition. Its records are immutable, so a copy of a copy is cheap. */
final class Copy {
    final Map<BlockKey, TaskBlock> blocks = new LinkedHashMap<>();
    final Map<String, JobRecord> jobs = new LinkedHashMap<>();

    Copy() {}

    Copy(Copy other) {
        blocks.putAll(other.blocks);
        jobs.putAll(other.jobs);
    }
}
