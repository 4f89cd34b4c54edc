package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.gridmill.cluster.blob.BlobLimits;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.members.Heartbeat;
import io.gridmill.cluster.members.MemberQuestions;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.members.NodeCommand;
import io.gridmill.cluster.members.Sighting;
import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.LedgerHooks;
import io.gridmill.execute.Clocks;
import io.gridmill.execute.ResultStore;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.SlotPool;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running member: wires records, members, claims, slots and drivers together, and keeps them
 * going by a few periodic duties. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final ClusterSettings settings;
    private final EngineThreads threads = new EngineThreads();
    private final BlockIndex index = new BlockIndex();
    private final HeldClaims held = new HeldClaims();
    private final DueTasks due = new DueTasks();
    private final JobSignals signals = new JobSignals();
    private final BlobStore blobs;
    private final ResultStore store;
    private final HazelcastInstance hazelcast;
    private final Ledger ledger;
    private final Members members;
    private final RunnableJobs jobs;
    private final Claims claims;
    private final SlotPool slots;
    private final Folding folding;
    private final Settling settling;
    private final JobDriver driver;
    private final Intake intake;
    private final NodeControl control;
    private final Duties duties;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final String version;

    /** Starts a member and its slots. */
    public Engine(ClusterSettings settings, TaskTypes types, String version) throws IOException {
        this.settings = settings;
        this.version = version;
        ClusterSettings.Capacity capacity = settings.capacity();
        this.blobs =
                new BlobStore(
                        settings.data().resolve("blobs"),
                        BlobLimits.of(
                                capacity.maxBlob(), capacity.diskBudget(), settings.backups()));
        this.store = new BlobResults(blobs, settings.data().resolve("scratch"));
        Hooks hooks = new Hooks(index);
        LateJobWork work = new LateJobWork();
        this.hazelcast =
                HazelcastMember.start(
                        settings,
                        Map.of(
                                LedgerHooks.CONTEXT_KEY, hooks,
                                MemberQuestions.CONTEXT_KEY, hooks,
                                JobWork.CONTEXT_KEY, work),
                        blobs);
        blobs.start(hazelcast);
        this.ledger = new Ledger(hazelcast);
        hooks.ownedBy(ledger::owns);
        this.members = new Members(hazelcast, settings.node(), settings.heartbeatInterval());
        this.jobs = new RunnableJobs(ledger, types, store);
        this.claims = new Claims(ledger, index, members, jobs, held, threads.callbacks());
        this.slots =
                new SlotPool(
                        claims, store, capacity.maxTaskResult(), clocks(), capacity.cancelGrace());
        this.settling = new Settling(ledger);
        this.folding = new Folding(ledger, index, jobs, store, settling, threads.folding());
        LocalJobWork local =
                new LocalJobWork(ledger, index, members, jobs, store, threads.callbacks());
        work.set(local);
        this.intake = new Intake(ledger);
        this.driver = new JobDriver(hazelcast, ledger, members, local, intake, threads.driving());
        this.control =
                new NodeControl(
                        settings.profile(), settings.health(), members, slots, claims, ledger::now);
        this.duties = new Duties(this);
        hooks.react(duties);
        members.listen(duties);
        members.onLeave(duties::nodeLeft);
        slots.start(capacity.slots());
        duties.start();
    }

    private Clocks clocks() {
        return new Clocks() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long wallMillis() {
                return ledger.now();
            }
        };
    }

    ClusterSettings settings() {
        return settings;
    }

    EngineThreads threads() {
        return threads;
    }

    BlockIndex index() {
        return index;
    }

    HeldClaims held() {
        return held;
    }

    DueTasks dueTasks() {
        return due;
    }

    Claims claims() {
        return claims;
    }

    Folding folding() {
        return folding;
    }

    Settling settling() {
        return settling;
    }

    JobDriver driver() {
        return driver;
    }

    NodeControl control() {
        return control;
    }

    String version() {
        return version;
    }

    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Jobs and blocks. */
    public Ledger ledger() {
        return ledger;
    }

    /** The other members, and this one. */
    public Members members() {
        return members;
    }

    /** Adds tasks to open jobs. */
    public Intake intake() {
        return intake;
    }

    /** What this node's slots do. */
    public SlotPool slots() {
        return slots;
    }

    /** Bytes of any size. */
    public ResultStore dataStore() {
        return store;
    }

    /** Stores bytes of any size. */
    public DataRef store(String reference, byte[] bytes) {
        try (ResultStore.Writer out = store.open(reference)) {
            out.write(bytes);
            return out.finish();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** The input behind a reference. */
    public JobInput input(DataRef data) {
        return RunnableJobs.input(store, data);
    }

    /** Stores a large input under its digest until a job names it. */
    public String putBlob(InputStream content, @Nullable String digest) throws IOException {
        return blobs.put(content, digest, BlobStore.UPLOAD).digest();
    }

    private static GridException unavailable(IOException e) {
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "The data could not be stored: " + e.getMessage(),
                List.of(),
                e);
    }

    /** Large bytes by their digest. */
    public BlobStore blobs() {
        return blobs;
    }

    /** Wakes those who wait for a job. */
    public JobSignals signals() {
        return signals;
    }

    /** Id of this node. */
    public String node() {
        return settings.node();
    }

    /** A job made ready; null when this node does not know its type. */
    public @Nullable RunnableJob runnable(JobRecord job) throws IOException {
        return jobs.of(job.spec(), job.plan());
    }

    /** Number of jobs that have not ended, wherever they are driven, as far as it is known here. */
    public long liveJobs() {
        return index.briefs().size();
    }

    /** Tasks that wait in the whole grid, as far as heartbeats tell. */
    public long waitingTasks() {
        return members.heartbeats().stream().mapToLong(Heartbeat::ready).sum();
    }

    /** What all nodes last said; this one as it is now. */
    public Collection<Heartbeat> heartbeats() {
        return members.heartbeats();
    }

    /** All nodes as this one sees them, with those that went lately. */
    public List<Sighting> sightings() {
        return members.sightings();
    }

    /**
     * Tells a node, this one or another, what to do.
     *
     * @throws GridException UNAVAILABLE when it does not answer
     */
    public void command(String node, NodeCommand command) {
        members.command(node, command);
    }

    /** Takes no work any more and says so; the node is about to be closed. */
    public void leave() {
        control.leave();
        duties.tellNow();
    }

    /** Backups that every record should have beside the first copy. */
    public int backups() {
        return settings.backups();
    }

    /** Whether all backups are in place. */
    public boolean safe() {
        return hazelcast.getPartitionService().isClusterSafe();
    }

    /** Forgets an ended job: its blocks, blobs and record, here and elsewhere. */
    public void delete(JobRecord job) {
        duties.delete(job);
    }

    void forget(String job) {
        index.forget(job);
        jobs.forget(job);
        settling.forget(job);
        driver.forget(job);
    }

    void noteBrief(JobBrief brief) {
        index.note(brief);
    }

    /**
     * Leaves the grid: lets tasks end for a while where others stay to go on with their jobs, gives
     * the rest back, hands its records to the others, stops.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        leave();
        try {
            if (!slots.awaitQuiet(settings.capacity().shutdownGrace(), members::othersStay)) {
                LOG.info("Tasks that still run are stopped and given back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        duties.close();
        slots.close();
        claims.close();
        driver.close();
        try {
            settling.flush();
        } catch (RuntimeException e) {
            LOG.debug("Nobody was there to be told of the last settled blocks", e);
        }
        members.sayGoodbye();
        blobs.close();
        hazelcast.shutdown();
        threads.close();
    }

    /** Stops without a word to anybody, as a crash would; for tests. */
    public void crash() {
        closing.set(true);
        duties.close();
        claims.close();
        driver.close();
        hazelcast.getLifecycleService().terminate();
        blobs.close();
        threads.close();
        slots.close();
    }
}
