package io.gridmill.cluster.store;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.PartitioningStrategyConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.partition.Partition;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The maps that hold the truth: jobs, and the blocks of their tasks. Thread-safe. Stages complete on
 * Hazelcast's threads: continue them on an executor of your own, never with a stage that names none.
 */
public final class Ledger {
    private static final String JOBS = "jobs";
    private static final String TASKS = "tasks";

    private final HazelcastInstance hazelcast;
    private final IMap<String, JobRecord> jobs;
    private final IMap<BlockKey, TaskBlock> tasks;
    private final Cluster cluster;
    private final DeletedJobs deleted;
    private final BlockPlacement placement = new BlockPlacement();

    public Ledger(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        // Kept: a node that stops still tells the time, while the instance refuses to be asked.
        this.cluster = hazelcast.getCluster();
        this.jobs = hazelcast.getMap(JOBS);
        this.tasks = hazelcast.getMap(TASKS);
        this.deleted = new DeletedJobs(hazelcast);
    }

    /** Declares the maps and how their records travel; before the member starts. */
    public static void configure(Config config, int backups) {
        RecordSerializer.register(config.getSerializationConfig());
        GridMarks.configure(config, backups);
        config.addMapConfig(map(JOBS, backups, JobMergePolicy.class));
        ScheduleStore.configure(config, backups);
        SettingsStore.configure(config, backups);
        IntakeKeys.configure(config, backups);
        DeletedJobs.configure(config, backups);
        config.addMapConfig(
                map(TASKS, backups, BlockMergePolicy.class)
                        .setPartitioningStrategyConfig(
                                new PartitioningStrategyConfig(new BlockPlacement())));
    }

    static MapConfig map(String name, int backups, Class<? extends JoinPolicy<?, ?>> afterSplit) {
        return map(name, backups)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(afterSplit.getName()));
    }

    /** A map of records with backups. */
    static MapConfig map(String name, int backups) {
        return new MapConfig(name)
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setBackupCount(backups)
                .setStatisticsEnabled(false);
    }

    /** Writes a new job; gives the one that already stood under its id, else null. */
    public @Nullable JobRecord create(JobRecord job) {
        return answered(() -> jobs.executeOnKey(job.id(), new CreateJob(job)));
    }

    /** The same without waiting for the answer. */
    public CompletionStage<@Nullable JobRecord> createLater(JobRecord job) {
        return jobs.submitToKey(job.id(), new CreateJob(job));
    }

    /** Applies an event; gives the job as it stands then, null when there is none. */
    public @Nullable JobRecord apply(String job, JobEvent event) {
        return answered(() -> jobs.executeOnKey(job, new JobProcessor(event)));
    }

    /** The same without waiting for the answer. */
    public CompletionStage<@Nullable JobRecord> applyLater(String job, JobEvent event) {
        return jobs.submitToKey(job, new JobProcessor(event));
    }

    /** A job as it stands, without waiting for the answer. */
    @SuppressWarnings("NullAway") // IMap does not say that a missing entry gives null
    public CompletionStage<@Nullable JobRecord> readJob(String id) {
        return jobs.getAsync(id);
    }

    /** A job as it stands. */
    public @Nullable JobRecord job(String id) {
        return answered(() -> jobs.get(id));
    }

    /** A job as its backups know it, too: for answers that confirm it. */
    public @Nullable JobRecord confirmed(String id) {
        return apply(id, new JobEvent.Confirm(now()));
    }

    /** Ids of the jobs whose key this member owns. */
    public Set<String> localJobs() {
        return jobs.localKeySet();
    }

    /** Forgets a job's record, and notes that; its blocks are another matter. */
    public CompletionStage<?> removeJob(JobRecord job) {
        return deleted.note(job).thenComposeAsync(_ -> takeJobOut(job.id()), Runnable::run);
    }

    /** Takes a job's record out, which was put in by mistake. */
    public CompletionStage<?> takeJobOut(String id) {
        return jobs.deleteAsync(id);
    }

    /** Whether this very job was removed of late. */
    public CompletionStage<Boolean> wasDeleted(JobRecord job) {
        return deleted.knows(job);
    }

    /** Writes a block where there is none yet. */
    public CompletionStage<Boolean> create(BlockKey key, TaskBlock block) {
        return tasks.submitToKey(key, new CreateBlock(block));
    }

    /** Adds tasks to the block of an open job, or seals it. */
    public BlockGrowth.Answer grow(BlockKey key, BlockGrowth.Append append) {
        return Objects.requireNonNull(
                answered(() -> tasks.executeOnKey(key, new GrowBlock(append))));
    }

    /** Applies an event to a block. */
    public CompletionStage<BlockAnswer> apply(BlockKey key, BlockEvent event) {
        return tasks.submitToKey(key, new BlockProcessor(event));
    }

    /** Shows a block to its owner's hooks; false when there is none. */
    public CompletionStage<Boolean> lookAt(BlockKey key) {
        return tasks.submitToKey(key, new LookAtBlock());
    }

    /** A copy of a block. */
    public @Nullable TaskBlock block(BlockKey key) {
        return answered(() -> tasks.executeOnKey(key, new ReadBlock()));
    }

    /** Forgets a block. */
    public CompletionStage<?> deleteBlock(BlockKey key) {
        return tasks.submitToKey(key, new RemoveBlock());
    }

    /** Whether this member owns a block now. */
    public boolean owns(BlockKey key) {
        Partition partition =
                hazelcast.getPartitionService().getPartition(placement.getPartitionKey(key));
        return isLocal(partition);
    }

    /** Whether this member owns a job's key, and so drives it. */
    public boolean ownsJob(String id) {
        return isLocal(hazelcast.getPartitionService().getPartition(id));
    }

    /** Turns what Hazelcast throws into the one answer "unknown": repeat it. */
    static <T> @Nullable T answered(Operation<T> operation) {
        try {
            return operation.run();
        } catch (NoDataMemberInClusterException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The grid has only workers, which keep no data; start a node of role hybrid or"
                            + " scheduler, then repeat the request",
                    List.of(),
                    e);
        } catch (BelowQuorumException e) {
            throw new GridException(
                    ErrorCode.BELOW_QUORUM,
                    "Too few nodes that keep data are in reach, so nothing is decided here; repeat"
                            + " the request (with the same key) at another node, or when they are"
                            + " back",
                    List.of(),
                    e);
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The cluster did not answer in time, so the outcome is not known; repeat the"
                            + " request (with the same key): "
                            + e.getMessage(),
                    List.of(),
                    e);
        }
    }

    /** Something that Hazelcast is asked. */
    interface Operation<T> {
        @Nullable T run();
    }

    static boolean isLocal(Partition partition) {
        var owner = partition.getOwner();
        return owner != null && owner.localMember();
    }

    /** The grid's clock: milliseconds since the epoch, the same on all members up to the network. */
    public long now() {
        return cluster.getClusterTime();
    }
}
