package io.gridmill.engine;

import io.gridmill.claim.JobOrder;
import io.gridmill.claim.NodeView;
import io.gridmill.claim.SchedulingRules;
import io.gridmill.execute.ResultStore;
import io.gridmill.execute.SlotPool;
import io.gridmill.execute.SlotRunners;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeProfile;
import io.gridmill.task.TaskTypes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One member of the grid over its ports: claims, slots, folding, settling, driving, and the periodic
 * duties that make up for everything that was missed. Thread-safe.
 */
public final class Member {
    private final About about;
    private final Ports ports;
    private final ResultStore store;
    private final Hooks hooks;
    private final HeldClaims held = new HeldClaims();
    private final DueTasks due = new DueTasks();
    private final Heartbeats heartbeats;
    private final HintBoard hints;
    private final LogBoard logs;
    private final RunnableJobs jobs;
    private final Commitments commitments;
    private final Claims claims;
    private final SlotPool slots;
    private final NodeControl control;
    private final Settling settling;
    private final Folding folding;
    private final LocalWork work;
    private final Deletions deletions;
    private final JobDriver driver;
    private final Duties duties;
    private final QuorumWatch quorum;
    private volatile SchedulingRules scheduling;
    private boolean losesPushes;

    /**
     * What the member is told about itself.
     *
     * @param heartbeatMillis time between two heartbeats
     * @param cancelGrace how long code may go on after it was interrupted
     * @param self what kind of node it is and how it is
     * @param onJobChange told the id of each job that changed or was forgotten
     */
    public record About(
            long heartbeatMillis, Duration cancelGrace, Self self, Consumer<String> onJobChange) {}

    /**
     * What kind of node it is and how it is.
     *
     * @param limits from when on it takes no new work
     * @param scheduling how work is shared out
     * @param gridSize members that keep data, as configured; 0 where nobody said
     * @param losses what is held of data that is on no member any more
     */
    public record Self(
            NodeProfile profile,
            HealthLimits limits,
            SchedulingRules scheduling,
            Sensors sensors,
            int gridSize,
            LossRules losses) {
        /** With the usual rules for lost data. */
        public Self(
                NodeProfile profile,
                HealthLimits limits,
                SchedulingRules scheduling,
                Sensors sensors,
                int gridSize) {
            this(profile, limits, scheduling, sensors, gridSize, LossRules.DEFAULT);
        }
    }

    /**
     * Where the code of users runs and what it needs.
     *
     * @param folding for code that folds results
     * @param logs where what tasks write is kept
     */
    public record Work(
            TaskTypes types,
            ResultStore store,
            SlotRunners runners,
            Executor folding,
            LogStore logs) {}

    /**
     * A member that does nothing yet.
     *
     * @param hooks what the store tells and other members ask
     * @param steps how jobs are split and aggregated, given this member's part in it
     */
    public Member(
            About about, Ports ports, Work user, Hooks hooks, Function<LocalWork, JobSteps> steps) {
        this.about = about;
        this.ports = ports;
        this.store = user.store;
        this.hooks = hooks;
        hooks.ownedBy(ports.records()::owns);
        this.quorum = new QuorumWatch(ports, about.self.gridSize);
        hooks.guardedBy(quorum::mayDecide);
        this.heartbeats = new Heartbeats(ports.network().self(), about.heartbeatMillis);
        this.hints = new HintBoard(ports.loop(), ports.network()::tellHints, index()::live);
        this.logs = new LogBoard(ports.loop(), ports.clocks(), user.logs);
        this.jobs = new RunnableJobs(ports, user.types, store, hints, logs);
        boolean worker = !about.self.profile().role().keepsData();
        this.commitments = new Commitments(about.self.profile().resources());
        this.scheduling = about.self.scheduling();
        Sharing sharing = new Sharing(() -> scheduling, commitments, worker);
        this.claims = new Claims(ports, index(), heartbeats, jobs, held, sharing);
        this.slots = new SlotPool(claims, user.runners, ports.clocks(), about.cancelGrace);
        this.control = new NodeControl(about.self, ports, slots, claims, quorum);
        this.settling = new Settling(ports);
        this.folding = new Folding(ports, index(), jobs, store, settling, user.folding);
        this.work = new LocalWork(ports, index(), jobs, store, about.self.losses());
        StepLaunch launch = new StepLaunch(ports, user.types, store, heartbeats::totalSlots);
        JobSteps jobSteps = steps.apply(work);
        StepWatch.Nodes nodes = new StepWatch.Nodes(ports.network()::nodes, heartbeats::keepsData);
        StepWatch watch =
                new StepWatch(nodes, ports.clocks()::nanoTime, ports.loop(), jobSteps::cancel);
        this.deletions = new Deletions(ports, store, this::forget);
        this.driver = new JobDriver(ports, jobSteps, launch, watch, deletions);
        this.duties = new Duties(this);
    }

    /** Starts its slots and duties. */
    public void start(int slotCount) {
        commitments.slots(slotCount);
        String self = ports.network().self();
        Placing placing =
                new Placing(self, () -> scheduling, heartbeats, commitments, ports.clocks());
        index().terms(placing, self);
        hooks.react(losesPushes ? new LostPushes(duties) : duties);
        slots.start(slotCount);
        duties.start();
    }

    /** Where what other members tell is to be passed to. */
    public Network.Listener listener() {
        return losesPushes ? new LostPushes(duties) : duties;
    }

    /**
     * For tests, before it starts: nothing that is pushed reaches this member. Every push is a hint,
     * so that all it does is done later, by what it does again and again.
     */
    public void losePushes() {
        losesPushes = true;
    }

    boolean losesPushes() {
        return losesPushes;
    }

    /** A node is no member any more; it may have said goodbye before. */
    public void nodeLeft(String node, boolean saidGoodbye) {
        driver.nodeLeft(node);
        duties.nodeLeft(node, saidGoodbye);
    }

    /** Goes by other rules from now on and tells the others; may be repeated. */
    public void adapt(NodeRules rules) {
        scheduling = rules.scheduling();
        control.adapt(rules);
        duties.tellNow();
        claims.wake();
    }

    /** Runs so many tasks at once from now on: more start at once, surplus ones end after theirs. */
    public void resize(int count) {
        var _ = duties.obey(new NodeCommand.Slots(count));
    }

    /** A type is known here from now on: its tasks run here, and the others know it at once. */
    public void announce(String type) {
        jobs.learnt(type);
        control.announce(type);
        duties.tellNow();
        claims.wake();
    }

    /** Takes no work any more and says so; the node is about to be closed. */
    public void leave() {
        control.leave();
        duties.tellNow();
    }

    About about() {
        return about;
    }

    Ports ports() {
        return ports;
    }

    ResultStore store() {
        return store;
    }

    BlockIndex index() {
        return hooks.index();
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

    NodeControl control() {
        return control;
    }

    Folding folding() {
        return folding;
    }

    Settling settling() {
        return settling;
    }

    Deletions deletions() {
        return deletions;
    }

    JobDriver driver() {
        return driver;
    }

    void onJobChange(String job) {
        about.onJobChange.accept(job);
    }

    /** Slots of all members, as far as they are known; at least 1. */
    public int totalSlots() {
        return heartbeats.totalSlots();
    }

    /** Whether this member may decide anything now. */
    public QuorumWatch quorum() {
        return quorum;
    }

    /**
     * This member was cut off or put out and has joined the others again: its records are theirs now,
     * and what it had under way is begun anew.
     */
    public void rejoined() {
        quorum.rejoined();
        duties.rejoined();
    }

    Commitments commitments() {
        return commitments;
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    HintBoard hints() {
        return hints;
    }

    /** Jobs made ready here. */
    public RunnableJobs jobs() {
        return jobs;
    }

    /** What this node's slots do. */
    public SlotPool slots() {
        return slots;
    }

    /** This member's part in splitting and aggregating. */
    public LocalWork work() {
        return work;
    }

    /** The live jobs of the grid, wherever they are driven, as far as they are known here. */
    public Collection<JobBrief> liveJobs() {
        return index().briefs();
    }

    /** Where a job stands among others, as this member sees it. */
    public JobOrder order(JobBrief job) {
        return index().order(job);
    }

    /** The nodes as this member sees them; what tasks use there is left out. */
    public List<NodeView> nodeViews() {
        return heartbeats.nodes(ports.clocks().nanoTime()).views();
    }

    /** Forgets an ended job: its blocks, blobs and record, here and elsewhere. */
    public CompletableFuture<?> delete(JobRecord job) {
        return deletions.delete(job);
    }

    void forget(String job) {
        index().forget(job);
        jobs.forget(job);
        hints.forget(job);
        logs.forget(job);
        settling.forget(job);
        driver.forget(job);
    }

    /** Begins no duty, claims nothing more. */
    public void stopClaiming() {
        duties.close();
        claims.accept(false);
    }

    /** Asks the slots to end, those that wait for work at once. */
    public void stopSlots() {
        slots.close();
        claims.wake();
    }

    /** Repeats nothing that is not answered, takes no further step for any job. */
    public void stopDriving() {
        claims.close();
        driver.close();
    }

    /** Tells what has settled and was not told yet. */
    public CompletableFuture<?> tellSettled() {
        logs.close();
        return settling.flush();
    }
}
