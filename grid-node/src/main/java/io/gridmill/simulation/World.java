package io.gridmill.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, in microseconds, and what happens in it, one thing after another in the order of
 * (time, sequence): the same seed gives the same run.
 */
final class World {
    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;

    private static final int ARITY = 4;

    private final SplittableRandom random;
    private final ArrayDeque<Runnable> now = new ArrayDeque<>();
    private long[] times = new long[1 << 12];
    private long[] orders = new long[1 << 12];
    private Runnable[] actions = new Runnable[1 << 12];
    private int size;
    private long time;
    private long sequence;
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
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            actions = Arrays.copyOf(actions, size * 2);
        }
        long at = time + Math.max(0, micros);
        long order = sequence++;
        int i = size++;
        while (i > 0) {
            int parent = (i - 1) / ARITY;
            if (times[parent] < at || (times[parent] == at && orders[parent] < order)) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        put(i, at, order, action);
    }

    private void move(int from, int to) {
        put(to, times[from], orders[from], actions[from]);
    }

    private void put(int i, long at, long order, Runnable action) {
        times[i] = at;
        orders[i] = order;
        actions[i] = action;
    }

    /** The next thing happens; false when nothing is left before a time, or something is wrong. */
    boolean step(long until) {
        if (violation != null) {
            return false;
        }
        Runnable soon = now.poll();
        if (soon == null) {
            if (size == 0 || times[0] > until) {
                return false;
            }
            time = times[0];
            soon = removeFirst();
        }
        events++;
        soon.run();
        return true;
    }

    private Runnable removeFirst() {
        Runnable first = actions[0];
        size--;
        long at = times[size];
        long order = orders[size];
        Runnable last = actions[size];
        int i = 0;
        for (int child = 1; child < size; child = i * ARITY + 1) {
            int best = child;
            int end = Math.min(child + ARITY, size);
            for (int c = child + 1; c < end; c++) {
                boolean earlier =
                        times[c] < times[best]
                                || (times[c] == times[best] && orders[c] < orders[best]);
                best = earlier ? c : best;
            }
            if (at < times[best] || (at == times[best] && order < orders[best])) {
                break;
            }
            move(best, i);
            i = best;
        }
        put(i, at, order, last);
        return first;
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
