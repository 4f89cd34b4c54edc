package io.gridmill.simulation;

import java.util.Collection;
import java.util.Set;

/** How messages between members travel. */
final class Wire {
    private static final int LOCAL_MICROS = 5;
    private static final int FASTEST_MICROS = 150;
    private static final int SLOWEST_MICROS = 600;
    private static final int LATEST_MICROS = 3_000_000;

    private final World world;
    private Rates rates;
    private long cutUntil;
    private boolean oneWay;
    private boolean severed;
    private long partAt;

    Wire(World world, Rates rates) {
        this.world = world;
        this.rates = rates;
    }

    void rates(Rates other) {
        rates = other;
    }

    Rates rates() {
        return rates;
    }

    /** Holds up what goes between some members and the others; one way: what they send. */
    void cut(Collection<Node> all, Set<Node> some, long until, boolean justOneWay) {
        all.forEach(node -> node.cutOff(some.contains(node)));
        cutUntil = until;
        oneWay = justOneWay;
    }

    /** Whether nothing is cut or held up. */
    boolean whole() {
        return !severed && world.time() >= cutUntil;
    }

    /** From now on nothing passes between some members and the others, who part at some time. */
    void sever(Collection<Node> all, Set<Node> some, long when) {
        all.forEach(node -> node.cutOff(some.contains(node)));
        severed = true;
        partAt = when;
    }

    /** Everything passes again. */
    void heal() {
        severed = false;
    }

    /** Whether nothing passes between two members, and will not until they part. */
    boolean severed(Node from, Node to) {
        return severed && from.isCutOff() != to.isCutOff();
    }

    /** Microseconds until those who wait for an answer from the other side hear that it is lost. */
    long untilParted() {
        return Math.max(0, partAt - world.time()) + world.between(1, 100) * World.MILLI;
    }

    /** Microseconds that a message takes now. */
    long delay(Node from, Node to) {
        if (from == to) {
            return LOCAL_MICROS;
        }
        double slow = Math.max(from.slowness(), to.slowness());
        long delay = (long) (world.between(FASTEST_MICROS, SLOWEST_MICROS) * slow);
        if (world.chance(rates.late())) {
            delay += world.between(10_000, LATEST_MICROS);
        }
        return held(from, to) ? delay + cutUntil - world.time() : delay;
    }

    /** Microseconds by which a message to all comes later to this one. */
    long extra(Node from, Node to) {
        if (from == to) {
            return 0;
        }
        long late = world.chance(rates.late()) ? world.between(10_000, LATEST_MICROS) : 0;
        return held(from, to) ? late + cutUntil - world.time() : late;
    }

    private boolean held(Node from, Node to) {
        if (world.time() >= cutUntil || from.isCutOff() == to.isCutOff()) {
            return false;
        }
        return !oneWay || from.isCutOff();
    }

    boolean losesMessage(Node from, Node to) {
        return from != to && world.chance(rates.lost());
    }

    boolean losesOperation(Node from, Node to) {
        return from != to && world.chance(rates.lostAnswers());
    }

    boolean doubles() {
        return world.chance(rates.twice());
    }
}
