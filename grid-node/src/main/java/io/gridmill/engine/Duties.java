package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a member going: reactions to changes, which are quick and may be lost, and periodic
 * duties that make up for the lost ones.
 */
final class Duties implements Hooks.Reactions, Network.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
    private static final long RECONCILE_MILLIS = 1_000;
    private static final long RENEW_MILLIS = 2_000;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long EXPIRY_MILLIS = 5_000;
    private static final long HEALTH_MILLIS = 1_000;
    private static final long SOON_MILLIS = 2;

    private final Member member;
    private final Ports ports;
    private final Reconcile reconcile;
    private final Resting resting;
    private final Renewals renewals;
    private final OwnHeartbeat own;
    private final AtomicBoolean heartbeatSoon = new AtomicBoolean();
    private final AtomicBoolean settleSoon = new AtomicBoolean();
    private final AtomicLong nextWake = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean closed;
    private volatile int told;

    Duties(Member member) {
        this.member = member;
        this.ports = member.ports();
        this.own = new OwnHeartbeat(member);
        this.reconcile =
                new Reconcile(
                        ports,
                        member.index(),
                        member.folding(),
                        member.settling(),
                        new SecondCopies(ports, member.heartbeats()),
                        member.about().self().losses());
        LossRules losses = member.about().self().losses();
        this.resting =
                new Resting(
                        ports,
                        member.dueTasks(),
                        member.index(),
                        member.quorum(),
                        losses.backups());
        this.renewals = new Renewals(ports, member.held(), member.slots());
    }

    void start() {
        if (!member.losesPushes()) {
            member.settling().onNews(() -> soon(settleSoon, this::tellSettled));
        }
        every(member.about().heartbeatMillis(), this::heartbeat);
        every(HEALTH_MILLIS, this::checkHealth);
        every(RENEW_MILLIS, renewals::run);
        every(HintBoard.REPEAT_MILLIS, member.hints()::repeat);
        if (keepsData()) {
            every(RECONCILE_MILLIS, reconcile::run);
            every(RECONCILE_MILLIS, resting::look);
            every(SWEEP_MILLIS, this::sweep);
            every(EXPIRY_MILLIS, this::deleteExpired);
        } else if (ports.network().dataNodes() == 0) {
            LOG.warn(
                    "This grid has only workers, which keep no data: start a node of role hybrid or"
                            + " scheduler; until one joins, jobs are refused");
        }
        member.quorum().look();
        heartbeat();
    }

    private boolean keepsData() {
        return member.control().profile().role().keepsData();
    }

    private void checkHealth() {
        ports.loop().patient().execute(() -> guarded(member.control()::check));
    }

    private void every(long millis, Runnable duty) {
        ports.loop()
                .after(
                        millis,
                        () -> {
                            guarded(duty);
                            if (!closed) {
                                every(millis, duty);
                            }
                        });
    }

    private void guarded(Runnable duty) {
        try {
            if (!closed) {
                duty.run();
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.warn("A periodic duty failed once and goes on: {}", e.toString());
                LOG.debug("The duty's failure", e);
            }
        }
    }

    private void soon(AtomicBoolean planned, Runnable duty) {
        if (planned.compareAndSet(false, true)) {
            ports.loop()
                    .after(
                            SOON_MILLIS,
                            () -> {
                                planned.set(false);
                                guarded(duty);
                            });
        }
    }

    private void handOver(Runnable duty) {
        ports.loop().soon(() -> guarded(duty));
    }

    // ---- reactions, on partition threads: hand over and return

    @Override
    public void offered(BlockKey key, boolean first) {
        member.claims().wake();
        if (first) {
            soon(heartbeatSoon, this::heartbeat);
        }
    }

    @Override
    public void unknownJob(String job) {
        handOver(() -> learn(job));
    }

    @Override
    public void ended(BlockKey key) {
        member.folding().fold(key);
    }

    @Override
    public void failed(BlockKey key, TaskBlock block) {
        member.settling().taskFailed(key, block);
    }

    @Override
    public void due(BlockKey key, long nextDue) {
        member.dueTasks().note(key, nextDue);
        planWake(nextDue);
    }

    @Override
    public void job(JobRecord job) {
        ports.durability().seen(job);
        if (member.driver().changed(job)) {
            handOver(() -> ports.network().tellJobChanged(JobBrief.of(job)));
        }
    }

    @Override
    public Collection<JobRecord> drivenJobs() {
        // What came over from a member that has just died is not in memory until looked for.
        if (keepsData()) {
            member.driver().refresh();
        }
        return member.driver().own();
    }

    // ---- what other members tell, on event threads

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        boolean other = member.heartbeats().note(heartbeat, ports.clocks().nanoTime());
        member.quorum().heard(heartbeat.gridSize());
        for (JobBrief brief : heartbeat.jobs()) {
            member.index().note(brief);
        }
        if (heartbeat.urgency() > 0) {
            member.claims().wake();
        }
        if (other && member.index().urgency() != told) {
            // Work that waited for such a node, or was meant for it.
            soon(heartbeatSoon, this::heartbeat);
        }
    }

    @Override
    public void jobChanged(JobBrief job) {
        member.index().note(job);
        if (job.ended()) {
            member.hints().forget(job.id());
            handOver(() -> member.driver().jobEnded(job.id()));
        }
        if (job.stopping()) {
            member.slots().stopJob(job.id());
        } else {
            member.claims().wake();
        }
        member.onJobChange(job.id());
    }

    @Override
    public void jobForgotten(String job) {
        member.forget(job);
        member.onJobChange(job);
    }

    @Override
    public void hints(HintNews news) {
        member.hints().heard(news);
    }

    private void learn(String id) {
        var _ =
                ports.records()
                        .readJob(id)
                        .thenAccept(
                                job -> {
                                    if (job == null) {
                                        member.forget(id);
                                    } else {
                                        member.index().note(JobBrief.of(job));
                                        member.claims().wake();
                                    }
                                });
    }

    // ---- periodic duties

    private void heartbeat() {
        Heartbeat heartbeat = own.now();
        told = heartbeat.urgency();
        member.heartbeats().keep(ports.network().nodes());
        member.heartbeats().note(heartbeat, ports.clocks().nanoTime());
        ports.network().tell(heartbeat);
    }

    @Override
    public Heartbeat obey(NodeCommand command) {
        member.control().obey(command);
        Heartbeat after = own.now();
        soon(heartbeatSoon, this::heartbeat);
        return after;
    }

    /** Tells all how this node is now, without waiting for the next heartbeat. */
    void tellNow() {
        guarded(this::heartbeat);
    }

    private void sweep() {
        wakeDue();
        member.driver().refresh();
        member.driver().sweep();
        tellSettled();
    }

    private void tellSettled() {
        var _ = member.settling().flush();
    }

    /** A timer for the next task that is due, when that is before the sweep would see it. */
    private void planWake(long due) {
        long planned = nextWake.get();
        long wait = Math.max(0, due - ports.clocks().wallMillis());
        if (wait < SWEEP_MILLIS && due < planned && nextWake.compareAndSet(planned, due)) {
            ports.loop().after(wait, () -> guarded(this::wakeDue));
        }
    }

    private void wakeDue() {
        nextWake.set(Long.MAX_VALUE);
        long now = ports.clocks().wallMillis();
        for (BlockKey key : member.dueTasks().take(now)) {
            var _ = ports.records().apply(key, new BlockEvent.Wake(now));
        }
        planWake(member.dueTasks().first());
    }

    private void deleteExpired() {
        if (ports.durability().ready()) {
            member.deletions().expired(List.copyOf(member.driver().own()));
        }
    }

    /** A node has left: its claims are taken back at once, here and on blocks that arrive. */
    void nodeLeft(String node, boolean saidGoodbye) {
        if (member.heartbeats().keepsData(node)) {
            member.quorum().left(saidGoodbye);
        }
        if (saidGoodbye) {
            reconcile.heardGoodbye(node);
            LOG.info("Node {} has left the grid", node);
        } else if (!closed) {
            reconcile.died(node);
            LOG.warn("Node {} is gone; what it had claimed is taken back and run again", node);
        }
        member.quorum().look();
        member.heartbeats().keep(ports.network().nodes());
        if (!keepsData()) {
            return;
        }
        member.settling().forgetTold();
        member.claims().wake();
        handOver(member.driver()::refresh);
        handOver(reconcile::run);
    }

    /** This member has joined the others again after it was away. */
    void rejoined() {
        LOG.info("This node has joined the grid again; what it had under way is begun anew");
        member.settling().forgetTold();
        member.claims().wake();
        if (keepsData()) {
            handOver(member.driver()::restart);
            handOver(reconcile::run);
        }
    }

    void close() {
        closed = true;
    }
}
