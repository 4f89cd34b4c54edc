package io.gridmill.engine;

import io.gridmill.health.Quorum;
import io.gridmill.health.Quorum.Standing;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this member may decide anything, by the members that it sees at that moment. Asked on
 * partition threads too: it never waits. Thread-safe.
 */
public final class QuorumWatch {
    private static final Logger LOG = LoggerFactory.getLogger(QuorumWatch.class);

    /** So long after it joined a member believes others how large the grid was. */
    private static final long LEARNS_NANOS = 10_000_000_000L;

    private final Ports ports;
    private final AtomicReference<Quorum> quorum;
    private volatile long joined;
    private volatile Standing told = Standing.MET;

    QuorumWatch(Ports ports, int configured) {
        this.ports = ports;
        this.quorum = new AtomicReference<>(Quorum.of(configured));
        this.joined = ports.clocks().nanoTime();
    }

    /** Whether anything may be decided here now. */
    public boolean mayDecide() {
        return standing() != Standing.BELOW;
    }

    /** Where the members that are there now stand. */
    public Standing standing() {
        return quorum.get().standing(ports.network().dataNodes());
    }

    /** The same in words. */
    public String words() {
        return quorum.get().told(ports.network().dataNodes());
    }

    /** Members of which a majority is needed. */
    public int expected() {
        return quorum.get().seen(ports.network().dataNodes()).expected();
    }

    /** Members that have to be there; 0 where there is no protection. */
    public int needed() {
        return quorum.get().seen(ports.network().dataNodes()).needed();
    }

    /** The largest membership that this member knows of. */
    int size() {
        return quorum.get().size();
    }

    /** Looks who is there; to be called about once a second. */
    void look() {
        int members = ports.network().dataNodes();
        quorum.updateAndGet(known -> known.seen(members));
        Standing now = standing();
        if (now != told) {
            told = now;
            switch (now) {
                case OFF -> LOG.info("{}", words());
                case MET -> LOG.info("Protected against a split of the network: {}", words());
                case BELOW -> LOG.warn("This node decides nothing now: {}", words());
            }
        }
    }

    /** Another member says how large the grid was: who has just joined cannot know. */
    void heard(int size) {
        if (ports.clocks().nanoTime() - joined < LEARNS_NANOS) {
            quorum.updateAndGet(known -> known.seen(size));
        }
    }

    /** Somebody vouches that the others are lost for good: those that are left go on. */
    void acceptLoss(int members) {
        quorum.updateAndGet(known -> known.afterLoss(members));
    }

    /** One that kept data is not there any more, which may come before the first look at it. */
    void left(boolean saidGoodbye) {
        int before = ports.network().dataNodes() + 1;
        quorum.updateAndGet(
                known -> {
                    Quorum seen = known.seen(before);
                    return saidGoodbye ? seen.afterGoodbye() : seen;
                });
    }

    /** This member was away and joined again: who said goodbye meanwhile it does not know. */
    void rejoined() {
        joined = ports.clocks().nanoTime();
        int members = ports.network().dataNodes();
        quorum.updateAndGet(known -> Quorum.of(known.configured()).seen(members));
    }
}
