package io.gridmill.cluster;

import io.gridmill.cluster.members.Heartbeat;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.members.NodeCommand;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a member going: reactions to changes, which are quick and may be lost, and periodic
 * duties that make up for the lost ones.
 */
final class Duties implements Hooks.Reactions, Members.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
    private static final long RECONCILE_MILLIS = 1_000;
    private static final long RENEW_MILLIS = 2_000;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long DUE_MILLIS = 50;
    private static final long EXPIRY_MILLIS = 5_000;
    private static final long HEALTH_MILLIS = 1_000;
    private static final long SOON_MILLIS = 2;

    /** Ended jobs that the grid keeps, also when their results would live longer. */
    private static final int MOST_ENDED = 20_000;

    private final Engine engine;
    private final Reconcile reconcile;
    private final Renewals renewals;
    private final OwnHeartbeat own;
    private final AtomicBoolean heartbeatSoon = new AtomicBoolean();
    private final AtomicBoolean settleSoon = new AtomicBoolean();
    private volatile boolean closed;

    Duties(Engine engine) {
        this.engine = engine;
        this.own = new OwnHeartbeat(engine);
        this.reconcile =
                new Reconcile(
                        engine.ledger(),
                        engine.index(),
                        engine.members(),
                        engine.folding(),
                        engine.settling(),
                        engine.threads().callbacks());
        this.renewals =
                new Renewals(
                        engine.ledger(),
                        engine.members(),
                        engine.held(),
                        engine.slots(),
                        engine.threads().callbacks());
    }

    void start() {
        engine.settling().onNews(() -> soon(settleSoon, engine.settling()::flush));
        every(engine.settings().heartbeatInterval().toMillis(), this::heartbeat);
        every(HEALTH_MILLIS, engine.control()::check);
        every(RENEW_MILLIS, renewals::run);
        if (keepsData()) {
            every(RECONCILE_MILLIS, reconcile::run);
            every(SWEEP_MILLIS, this::sweep);
            every(DUE_MILLIS, this::wakeDue);
            every(EXPIRY_MILLIS, this::deleteExpired);
        } else if (engine.members().dataNodes() == 0) {
            LOG.warn(
                    "This grid has only workers, which keep no data: start a node of role hybrid or"
                            + " scheduler; until one joins, jobs are refused");
        }
        every(RECONCILE_MILLIS * 5, this::repairBlobs);
        heartbeat();
    }

    private boolean keepsData() {
        return engine.control().profile().role().keepsData();
    }

    private void repairBlobs() {
        if (engine.members().dataNodes() > 0) {
            engine.blobs().repair();
        }
    }

    private void every(long millis, Runnable duty) {
        var _ =
                engine.threads()
                        .timers()
                        .scheduleWithFixedDelay(
                                () -> guarded(duty), millis, millis, TimeUnit.MILLISECONDS);
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
            try {
                var _ =
                        engine.threads()
                                .timers()
                                .schedule(
                                        () -> {
                                            planned.set(false);
                                            guarded(duty);
                                        },
                                        SOON_MILLIS,
                                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.trace("Closing; nothing is planned any more", e);
            }
        }
    }

    private void handOver(Runnable duty) {
        try {
            engine.threads().callbacks().execute(() -> guarded(duty));
        } catch (RejectedExecutionException e) {
            LOG.trace("Closing; nothing is started any more", e);
        }
    }

    // ---- reactions, on partition threads: hand over and return

    @Override
    public void offered(BlockKey key, boolean first) {
        engine.claims().wake();
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
        engine.folding().fold(key);
    }

    @Override
    public void failed(BlockKey key, TaskBlock block) {
        engine.settling().taskFailed(key, block);
    }

    @Override
    public void due(BlockKey key, long nextDue) {
        engine.dueTasks().note(key, nextDue);
    }

    @Override
    public void job(JobRecord job) {
        if (engine.driver().changed(job)) {
            handOver(() -> engine.members().tellJobChanged(JobBrief.of(job)));
        }
    }

    @Override
    public Collection<JobRecord> drivenJobs() {
        // What came over from a member that has just died is not in memory until looked for.
        if (keepsData()) {
            engine.driver().refresh();
        }
        return engine.driver().own();
    }

    // ---- what other members tell, on event threads

    @Override
    public void heartbeat(Heartbeat heartbeat) {
        for (JobBrief brief : heartbeat.jobs()) {
            engine.noteBrief(brief);
        }
        if (heartbeat.ready() > 0) {
            engine.claims().wake();
        }
    }

    @Override
    public void jobChanged(JobBrief job) {
        engine.noteBrief(job);
        if (job.ended()) {
            handOver(() -> engine.driver().jobEnded(job.id()));
        }
        if (job.stopping()) {
            engine.slots().stopJob(job.id());
        } else {
            engine.claims().wake();
        }
        engine.signals().changed(job.id());
    }

    @Override
    public void jobForgotten(String job) {
        engine.forget(job);
        engine.signals().changed(job);
    }

    private void learn(String id) {
        JobRecord job = engine.ledger().job(id);
        if (job == null) {
            engine.forget(id);
        } else {
            engine.noteBrief(JobBrief.of(job));
            engine.claims().wake();
        }
    }

    // ---- periodic duties

    private void heartbeat() {
        engine.members().tell(own.now());
    }

    @Override
    public Heartbeat obey(NodeCommand command) {
        engine.control().obey(command);
        Heartbeat after = own.now();
        soon(heartbeatSoon, this::heartbeat);
        return after;
    }

    /** Tells all how this node is now, without waiting for the next heartbeat. */
    void tellNow() {
        guarded(this::heartbeat);
    }

    private void sweep() {
        engine.driver().refresh();
        engine.driver().sweep();
        engine.settling().flush();
    }

    private void wakeDue() {
        long now = engine.ledger().now();
        for (BlockKey key : engine.dueTasks().take(now)) {
            var _ = engine.ledger().apply(key, new BlockEvent.Wake(now));
        }
    }

    private void deleteExpired() {
        long now = engine.ledger().now();
        List<JobRecord> ended = new ArrayList<>();
        for (JobRecord job : engine.driver().own()) {
            if (job.expires() < now) {
                delete(job);
            } else if (job.state().ended()) {
                ended.add(job);
            }
        }
        int most = MOST_ENDED / Math.max(1, engine.members().dataNodes());
        if (ended.size() > most) {
            ended.sort(Comparator.comparingLong(job -> job.progress().ended()));
            LOG.info("{} ended jobs are kept here, {} may be; the oldest go", ended.size(), most);
            ended.subList(0, ended.size() - most).forEach(this::delete);
        }
    }

    void delete(JobRecord job) {
        // An open job whose last block is full has an empty one after it, which marks its end.
        int blocks = job.blocks() + (job.spec().open() ? 1 : 0);
        for (int number = 0; number < blocks; number++) {
            engine.ledger()
                    .deleteBlock(new BlockKey(job.id(), number))
                    .toCompletableFuture()
                    .join();
        }
        engine.ledger().deleteJob(job.id());
        engine.dataStore().releaseJob(job.id());
        engine.forget(job.id());
        engine.members().tellJobForgotten(job.id());
    }

    /** A node has left: its claims are taken back at once, here and on blocks that arrive. */
    void nodeLeft(String node, boolean saidGoodbye) {
        if (saidGoodbye) {
            LOG.info("Node {} has left the grid", node);
        } else if (!closed) {
            LOG.warn("Node {} is gone; what it had claimed is taken back and run again", node);
        }
        if (!keepsData()) {
            return;
        }
        engine.settling().forgetTold();
        // Not on the callbacks' threads: a round waits for callbacks.
        engine.threads().timers().execute(() -> guarded(engine.driver()::refresh));
        engine.threads().timers().execute(() -> guarded(reconcile::run));
    }

    @Override
    public void close() {
        closed = true;
    }
}
