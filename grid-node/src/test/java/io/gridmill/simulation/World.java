package io.gridmill.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time and what happens in it, one thing after another in the order of (time, sequence): the
 * same seed gives the same run.
 */
final class World {
    private static final int MAX_EVENTS = 2_000_000;

    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Happening::time)
                            .thenComparingLong(Happening::sequence));
    private final SplittableRandom random;
    private long time;
    private long sequence;

    World(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private record Happening(long time, long sequence, Runnable action) {}

    /** Milliseconds since the world began. */
    long time() {
        return time;
    }

    void after(long millis, Runnable action) {
        queue.add(new Happening(time + Math.max(0, millis), sequence++, action));
    }

    /** The next thing happens; false when nothing is left to happen before a time. */
    boolean step(long until) {
        Happening next = queue.peek();
        if (next == null || next.time > until) {
            return false;
        }
        if (sequence > MAX_EVENTS) {
            throw new IllegalStateException("The world does not come to rest");
        }
        queue.remove();
        time = next.time;
        next.action.run();
        return true;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from {@code from} up to but not including {@code to}. */
    int between(int from, int to) {
        return random.nextInt(from, to);
    }

    double fraction() {
        return random.nextDouble();
    }
}
