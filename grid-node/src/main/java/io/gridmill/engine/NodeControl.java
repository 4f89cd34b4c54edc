package io.gridmill.engine;

import io.gridmill.execute.SlotPool;
import io.gridmill.health.HealthJudge;
import io.gridmill.report.NodeCondition;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node takes work: by what it is told, and by how it and its machine are. Thread-safe.
 */
final class NodeControl {
    private static final Logger LOG = LoggerFactory.getLogger(NodeControl.class);
    private static final long COLLECT_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Member.Self self;
    private final Ports ports;
    private final SlotPool slots;
    private final Claims claims;
    private final HealthJudge judge;
    private final QuorumWatch quorum;
    private volatile NodeCondition condition;
    private volatile NodeProfile profile;
    private List<String> unfit = List.of();
    private boolean leaving;
    private String drainedBy = "";
    private long lastCollectNanos;

    NodeControl(Member.Self self, Ports ports, SlotPool slots, Claims claims, QuorumWatch quorum) {
        this.quorum = quorum;
        this.self = self;
        this.profile = self.profile();
        this.ports = ports;
        this.slots = slots;
        this.claims = claims;
        this.judge = new HealthJudge(self.limits());
        this.condition = NodeCondition.online(ports.clocks().wallMillis());
        this.lastCollectNanos = ports.clocks().nanoTime();
    }

    NodeProfile profile() {
        return profile;
    }

    /** Goes by other rules from now on. */
    synchronized void adapt(NodeRules rules) {
        judge.limits(rules.health());
        profile = profile.with(rules.labels(), rules.types());
    }

    /** A type is known here from now on. */
    synchronized void announce(String type) {
        profile = profile.withType(type);
    }

    NodeCondition condition() {
        return condition;
    }

    Heartbeat.Vitals vitals() {
        return self.sensors().vitals();
    }

    synchronized boolean leaving() {
        return leaving;
    }

    /** Measures, judges and heeds; to be called once a second, where some milliseconds may be taken. */
    synchronized void check() {
        quorum.look();
        List<String> reasons = new ArrayList<>();
        if (!quorum.mayDecide()) {
            reasons.add(quorum.words());
        }
        reasons.addAll(
                judge.judge(self.sensors().read(slots.running().size(), slots.abandonedThreads())));
        unfit = reasons;
        collectWhenFull();
        heed();
    }

    /** A node that takes no work collects no garbage either, and would never see that it recovered. */
    private void collectWhenFull() {
        long now = ports.clocks().nanoTime();
        if (judge.heapRaised() && now - lastCollectNanos > COLLECT_EVERY_NANOS) {
            lastCollectNanos = now;
            self.sensors().collect();
        }
    }

    private void heed() {
        NodeCondition before = condition;
        NodeCondition now =
                before.next(
                        new NodeCondition.Facts(leaving, drainedBy, unfit),
                        ports.clocks().wallMillis());
        condition = now;
        claims.accept(now.takesWork());
        slots.pause(!now.takesWork());
        if (before.state() != now.state()) {
            tell(now);
        }
    }

    private static void tell(NodeCondition now) {
        if (now.state() == NodeState.BUSY) {
            LOG.warn("This node is busy and takes no new work: {}", now.reason());
        } else if (now.takesWork()) {
            LOG.info("This node takes work again");
        } else {
            LOG.info("This node takes no new work: {}", now.reason());
        }
    }

    /** Does as told. */
    synchronized void obey(NodeCommand command) {
        switch (command) {
            case NodeCommand.Drain drain -> drainedBy = drain.by();
            case NodeCommand.Resume _ -> drainedBy = "";
            case NodeCommand.Slots wanted -> {
                int count = profile().role().runsTasks() ? wanted.count() : 0;
                if (count != slots.size()) {
                    LOG.info("This node runs {} tasks at once from now on", count);
                    slots.resize(count);
                }
            }
            case NodeCommand.AcceptLoss loss -> {
                LOG.warn(
                        "{} vouches that all but {} nodes that keep data are lost for good; this"
                                + " node goes on",
                        loss.by(),
                        loss.members());
                quorum.acceptLoss(loss.members());
                unfit = List.of();
            }
            case NodeCommand.Goodbye goodbye -> ports.network().heardGoodbye(goodbye.node());
        }
        heed();
    }

    /** Takes no work any more, for good. */
    synchronized void leave() {
        leaving = true;
        heed();
    }
}
