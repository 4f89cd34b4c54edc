package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;

/**
 * Told on the owner of a record whenever it changed or was looked at. Called on partition threads:
 * remember it and return, never block, never call another map.
 */
public interface RecordHooks {

    /** Key in Hazelcast's user context. */
    String CONTEXT_KEY = "gridmill.hooks";

    /**
     * Whether this member may decide anything now: not where too few members are in reach, since
     * others may go on without them. Also called on partition threads.
     */
    boolean mayDecide();

    /** A block that this member owns stands like this now. */
    void block(BlockKey key, TaskBlock block);

    /** A job whose key this member owns stands like this now. */
    void job(JobRecord job);
}
