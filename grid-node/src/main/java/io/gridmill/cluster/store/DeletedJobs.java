package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.gridmill.job.JobRecord;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Which jobs were deleted of late, so that one that the smaller side of a split still has does not
 * come back with it. A note says when the job was created: the same id may be used again. Kept for a
 * day, at most {@value #MOST_PER_NODE} on a node. Thread-safe.
 */
final class DeletedJobs {
    private static final String DELETED = "deleted-jobs";
    private static final long KEPT_HOURS = 24;
    private static final int MOST_PER_NODE = 100_000;

    private final IMap<String, Long> deleted;

    DeletedJobs(HazelcastInstance hazelcast) {
        this.deleted = hazelcast.getMap(DELETED);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(
                Ledger.map(DELETED, backups)
                        .setEvictionConfig(
                                new EvictionConfig()
                                        .setEvictionPolicy(EvictionPolicy.LRU)
                                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                                        .setSize(MOST_PER_NODE)));
    }

    /** Notes that a job is deleted. */
    CompletionStage<?> note(JobRecord job) {
        return deleted.setAsync(job.id(), job.spec().created(), KEPT_HOURS, TimeUnit.HOURS);
    }

    /** Whether that was noted of this very job. */
    CompletionStage<Boolean> knows(JobRecord job) {
        // Where the answer comes: it is a moment's work.
        return deleted.getAsync(job.id())
                .thenApplyAsync(
                        created -> created != null && created == job.spec().created(),
                        Runnable::run);
    }
}
