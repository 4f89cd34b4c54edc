package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member's copy of a partition. Its records are immutable, so a copy of a copy is cheap. */
final class Copy {
    final Map<BlockKey, TaskBlock> blocks = new LinkedHashMap<>();
    final Map<String, JobRecord> jobs = new LinkedHashMap<>();

    /** The block with which an addition to an open job began, by the job and the addition's key. */
    final Map<String, Integer> additions = new LinkedHashMap<>();

    /** Jobs that were deleted: a change that arrives a second time does not bring them back. */
    private final Set<String> deleted = new HashSet<>();

    Copy() {}

    Copy(Copy other) {
        blocks.putAll(other.blocks);
        jobs.putAll(other.jobs);
        additions.putAll(other.additions);
        deleted.addAll(other.deleted);
    }

    /** A backup is told how a job stands; what it knows already may be newer. */
    void put(JobRecord told) {
        JobRecord known = jobs.get(told.id());
        boolean newer =
                known == null
                        ? !deleted.contains(told.id())
                        : known.progress().version() <= told.progress().version();
        if (newer) {
            jobs.put(told.id(), told);
        }
    }

    /**
     * After a split a job stands like this, though it may have been deleted here. A backup may know
     * a later change already, when it is told twice.
     */
    void merged(JobRecord joined, boolean owner) {
        JobRecord known = jobs.get(joined.id());
        if (owner || known == null || known.progress().version() <= joined.progress().version()) {
            jobs.put(joined.id(), joined);
        }
    }

    /** After a split a block stands like this. */
    void merged(BlockKey key, TaskBlock joined, boolean owner) {
        TaskBlock known = blocks.get(key);
        if (owner || known == null || known.version() <= joined.version()) {
            blocks.put(key, joined);
        }
    }

    boolean wasDeleted(String job) {
        return deleted.contains(job);
    }

    /** A job is deleted; null when there was none. */
    @Nullable JobRecord delete(String job) {
        deleted.add(job);
        return jobs.remove(job);
    }
}
