package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.gridmill.claim.JobOrder;
import io.gridmill.claim.NodeView;
import io.gridmill.cluster.blob.BlobLimits;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.members.MergeListener;
import io.gridmill.cluster.members.Sighting;
import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.IntakeKeys;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.cluster.store.TaskLogs;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Hooks;
import io.gridmill.engine.LossRules;
import io.gridmill.engine.Member;
import io.gridmill.engine.MemberQuestions;
import io.gridmill.engine.NodeCommand;
import io.gridmill.engine.NodeRules;
import io.gridmill.engine.Ports;
import io.gridmill.engine.QuorumWatch;
import io.gridmill.engine.RecordHooks;
import io.gridmill.engine.RunnableJobs;
import io.gridmill.execute.ResultStore;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.SlotThreads;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.job.StepIds;
import io.gridmill.settings.LiveSettings;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running member: wires records, members, claims, slots and drivers together, and keeps them
 * going by a few periodic duties. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** System property, for tests: nothing that is pushed reaches members that start from now on. */
    private static final String LOSE_PUSHES = "gridmill.test.losePushes";

    private static final long LAST_WORDS_SECONDS = 2;
    private static final long REPAIR_MILLIS = 5_000;

    private final ClusterSettings settings;
    private final EngineThreads threads = new EngineThreads();
    private final JobSignals signals = new JobSignals();
    private final BlobStore blobs;
    private final ResultStore store;
    private final GridStore durable;
    private final HazelcastInstance hazelcast;
    private final Ledger ledger;
    private final TaskLogs logs;
    private final ScheduleStore schedules;
    private final SettingsStore settingsStore;
    private final Members members;
    private final Intake intake;
    private final SlotThreads slotThreads;
    private final Member member;
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
                        BlobLimits.of(capacity.maxBlob(), capacity.diskBudget(), settings.backups())
                                .withForced(settings.store().present()));
        this.store = new BlobResults(blobs, settings.data().resolve("scratch"));
        this.durable = GridStore.open(settings.store(), threads.callbacks());
        Hooks hooks = new Hooks();
        LateJobWork work = new LateJobWork();
        this.hazelcast =
                joined(
                        Map.of(
                                RecordHooks.CONTEXT_KEY, hooks,
                                MemberQuestions.CONTEXT_KEY, hooks,
                                JobWork.CONTEXT_KEY, work));
        this.settingsStore = new SettingsStore(hazelcast);
        durable.compare(hazelcast);
        durable.enter(hazelcast, settings.node(), Members.addressOf(hazelcast));
        blobs.start(hazelcast);
        this.ledger = new Ledger(hazelcast);
        this.logs = new TaskLogs(hazelcast);
        this.schedules = new ScheduleStore(hazelcast, durable.documents());
        this.members =
                new Members(
                        hazelcast,
                        settings.node(),
                        settings.heartbeatInterval(),
                        threads.callbacks(),
                        threads.driving());
        refuseOneTooMany();
        this.intake = new Intake(ledger, new IntakeKeys(hazelcast), durable.keeping());
        this.slotThreads = new SlotThreads(store, capacity.maxTaskResult());
        this.member = member(hooks, types);
        work.set(new WaitingJobWork(member.work()));
        members.listen(member.listener());
        members.onLeave(member::nodeLeft);
        hazelcast
                .getLifecycleService()
                .addLifecycleListener(new MergeListener(threads.driving(), member::rejoined));
        member.start(capacity.slots());
        slotThreads.watch(member.slots());
        var parts =
                new GridStore.Parts(
                        hazelcast, ledger, members, blobs, schedules, settingsStore, version);
        var timers = threads.timers();
        durable.start(parts, settings.profile().role().keepsData(), timers);
        hazelcast
                .getPartitionService()
                .addPartitionLostListener(new LostPartitions(durable, settings.backups()));
        var millis = TimeUnit.MILLISECONDS;
        var _ =
                timers.scheduleWithFixedDelay(
                        this::repairBlobs, REPAIR_MILLIS, REPAIR_MILLIS, millis);
    }

    /** A node that is not taken lets go of what it has opened. */
    private HazelcastInstance joined(Map<String, Object> context) {
        try {
            return HazelcastMember.start(
                    settings,
                    new HazelcastMember.Identity(version, durable.identity()),
                    context,
                    config -> {
                        blobs.configure(config);
                        durable.configure(config);
                    });
        } catch (RuntimeException e) {
            durable.close();
            blobs.close();
            threads.close();
            throw e;
        }
    }

    private void refuseOneTooMany() {
        String refusal = NodeLimit.refusal(hazelcast, settingsStore, settings.maxNodes());
        if (refusal == null) {
            return;
        }
        if (settings.profile().role().keepsData()) {
            // Else the others would count on it when they look for a majority.
            members.sayGoodbye();
        }
        blobs.close();
        hazelcast.shutdown();
        durable.close();
        threads.close();
        throw new GridException(ErrorCode.NODE_REFUSED, refusal);
    }

    private Member member(Hooks hooks, TaskTypes types) {
        Ports ports =
                new Ports(
                        new LedgerRecords(ledger, threads.callbacks()),
                        members,
                        threads,
                        new GridClocks(ledger),
                        () -> ThreadLocalRandom.current().nextLong(),
                        durable.durability());
        Member.About about =
                new Member.About(
                        settings.heartbeatInterval().toMillis(),
                        settings.capacity().cancelGrace(),
                        new Member.Self(
                                settings.profile().withMachine(MachineMemory.resources()),
                                settings.health(),
                                settings.scheduling(),
                                new MachineSensors(members, version),
                                settings.gridSize(),
                                new LossRules(settings.lossPatience(), settings.backups())),
                        signals::changed);
        Member made =
                new Member(
                        about,
                        ports,
                        new Member.Work(types, store, slotThreads, threads.folding(), logs),
                        hooks,
                        work -> new JetSteps(hazelcast, work, intake, threads.driving()));
        if (Boolean.getBoolean(LOSE_PUSHES)) {
            made.losePushes();
        }
        return made;
    }

    private void repairBlobs() {
        try {
            if (members.dataNodes() > 0) {
                blobs.repair();
            }
        } catch (RuntimeException e) {
            LOG.debug("Blobs could not be looked after; again soon", e);
        }
    }

    /** Whether this member may decide anything now. */
    public QuorumWatch quorum() {
        return member.quorum();
    }

    /** What administrators decided about nodes that were lost. */
    public AcceptedLosses acceptedLosses() {
        return new AcceptedLosses(new GridMarks(hazelcast), durable);
    }

    /** Jobs and blocks. */
    public Ledger ledger() {
        return ledger;
    }

    /** What outlives this grid, and how. */
    public GridStore durable() {
        return durable;
    }

    /** What attempts wrote. */
    public TaskLogs logs() {
        return logs;
    }

    /** Jobs that run again and again. */
    public ScheduleStore schedules() {
        return schedules;
    }

    /** What was changed while the grid ran. */
    public SettingsStore liveSettings() {
        return settingsStore;
    }

    /**
     * Tells of live settings as they are now and whenever they change, from a thread of the engine.
     */
    public SettingsFollower followSettings(Consumer<LiveSettings> consumer) {
        SettingsFollower follower =
                new SettingsFollower(settingsStore, threads.callbacks(), consumer);
        follower.start(threads.timers(), settings.heartbeatInterval());
        return follower;
    }

    /** Goes by other rules from now on. */
    public void adapt(NodeRules rules) {
        member.adapt(rules);
    }

    /** Runs so many tasks at once from now on. */
    public void resize(int slots) {
        member.resize(slots);
    }

    /** The other members, and this one. */
    public Members members() {
        return members;
    }

    /** Slots of all members, as far as they are known; at least 1. */
    public int totalSlots() {
        return member.totalSlots();
    }

    /** Adds tasks to open jobs. */
    public Intake intake() {
        return intake;
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
        String message = "The data could not be stored: " + e.getMessage();
        return new GridException(ErrorCode.UNAVAILABLE, message, List.of(), e);
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
        return member.jobs().of(job.spec(), job.plan());
    }

    /** Number of jobs that have not ended, wherever they are driven, as far as it is known here. */
    public long liveJobs() {
        // Steps count with the job that they are steps of.
        return member.liveJobs().stream().filter(job -> !StepIds.isStep(job.id())).count();
    }

    /** Tasks that have ended on the nodes that are there. */
    public long tasksDone() {
        return heartbeats().stream().mapToLong(Heartbeat::tasksDone).sum();
    }

    /** A type was added that this node knows from now on: tells the others. */
    public void announce(String type) {
        member.announce(type);
    }

    /** The jobs that have not ended, as far as they are known here. */
    public Collection<JobBrief> briefs() {
        return member.liveJobs();
    }

    /** Where a job stands among others, as this node sees it. */
    public JobOrder order(JobBrief job) {
        return member.order(job);
    }

    /** The nodes as this one sees them; what tasks use there is left out. */
    public List<NodeView> nodeViews() {
        return member.nodeViews();
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
        member.leave();
    }

    /** Backups that every record should have beside the first copy. */
    public int backups() {
        return settings.backups();
    }

    /** Whether all backups are in place; false also where that cannot be told within half a second. */
    public boolean safe() {
        return members.safe();
    }

    /**
     * Forgets an ended job: its blocks, blobs and record, here and elsewhere.
     *
     * @throws GridException UNAVAILABLE when the cluster does not answer; repeat it
     */
    public void delete(JobRecord job) {
        durable.checkReady();
        try {
            member.delete(job).join();
        } catch (CompletionException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "Job " + job.id() + " could not be forgotten; repeat in a second",
                    List.of(),
                    e);
        }
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
        awaitQuiet();
        member.stopClaiming();
        member.stopSlots();
        slotThreads.close();
        member.stopDriving();
        try {
            member.tellSettled().get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Nobody was there to be told of the last settled blocks", e);
        }
        durable.finish();
        members.sayGoodbye();
        blobs.close();
        hazelcast.shutdown();
        durable.close();
        threads.close();
    }

    private void awaitQuiet() {
        try {
            if (!slotThreads.awaitQuiet(
                    member.slots(), settings.capacity().shutdownGrace(), members::othersStay)) {
                LOG.info("Tasks that still run are stopped and given back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops without a word to anybody, as a crash would; for tests. */
    public void crash() {
        closing.set(true);
        member.stopClaiming();
        member.stopDriving();
        hazelcast.getLifecycleService().terminate();
        durable.close();
        blobs.close();
        threads.close();
        member.slots().close();
        slotThreads.close();
    }
}
