package io.gridmill.simulation;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, in microseconds, and what happens in it, one thing after another in the order of
 * (time, sequence): the same seed gives the same run.
 */
final class World {
    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;

    private final SplittableRandom random;
    private final ArrayDeque<Runnable> now = new ArrayDeque<>();
    private final EventQueue queue = new EventQueue();
    private long time;
    private long events;
    private @Nullable Violation violation;

    World(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Microseconds since the world began. */
    long time() {
        return time;
    }

    /** Things that happened so far. */
    long events() {
        return events;
    }

    /** Says that something is wrong; the first time counts, and nothing happens after it. */
    void fail(Violation wrong) {
        if (violation == null) {
            violation = wrong;
        }
    }

    @Nullable Violation violation() {
        return violation;
    }

    /** After what is going on now and all that was said before. */
    void soon(Runnable action) {
        now.add(action);
    }

    void after(long micros, Runnable action) {
        queue.add(time + Math.max(0, micros), action);
    }

    /** The next thing happens; false when nothing is left before a time, or something is wrong. */
    boolean step(long until) {
        if (violation != null) {
            return false;
        }
        Runnable soon = now.poll();
        if (soon == null) {
            long next = queue.firstAt();
            if (next > until) {
                return false;
            }
            time = next;
            soon = queue.take();
        }
        events++;
        soon.run();
        return true;
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A number from {@code from} up to but not including {@code to}. */
    int between(int from, int to) {
        return to <= from ? from : random.nextInt(from, to);
    }

    long between(long from, long to) {
        return to <= from ? from : random.nextLong(from, to);
    }

    double fraction() {
        return random.nextDouble();
    }

    /** Dice of their own for one node. */
    SplittableRandom dice() {
        return random.split();
    }
}
