package io.gridmill.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells from samples, one a second, why a node should take no new work. What the grid itself uses
 * does not count: a grid is there to keep machines at work. For one thread.
 */
public final class HealthJudge {
    /** Abandoned threads from which a node takes no new work. */
    public static final int MOST_ABANDONED = 2;

    private final Gauge cpu;
    private final Gauge load;
    private final Gauge heap;
    private final Gauge memory;

    public HealthJudge(HealthLimits limits) {
        this.cpu = new Gauge(limits.foreignCpu());
        this.load = new Gauge(limits.foreignLoad());
        this.heap = new Gauge(limits.memory());
        this.memory = new Gauge(limits.memory());
    }

    /** Goes by other limits from now on; what was raised or lowered by the old ones takes its time. */
    public void limits(HealthLimits limits) {
        cpu.limit(limits.foreignCpu());
        load.limit(limits.foreignLoad());
        heap.limit(limits.memory());
        memory.limit(limits.memory());
    }

    /**
     * Takes a sample.
     *
     * @return all reasons that apply, each a phrase with its figure and its limit; empty when the
     *     node is fit for work
     */
    public List<String> judge(VitalSigns signs) {
        cpu.add(signs.foreignCpu());
        load.add(signs.foreignLoad());
        heap.add(signs.heap());
        memory.add(signs.memory());
        List<String> reasons = new ArrayList<>();
        String processors = "of the machine's processors";
        add(reasons, cpu, "others use", percent(cpu.value()), processors, "health.foreignCpu");
        String perCore = number(load.value()) + " per core";
        add(reasons, load, "others make a load of", perCore, "", "health.foreignLoad");
        String after = "of the heap after a collection";
        add(reasons, heap, "tasks and records need", percent(heap.value()), after, "health.memory");
        String full = "of the machine's memory";
        add(reasons, memory, "all programs use", percent(memory.value()), full, "health.memory");
        if (signs.abandoned() >= MOST_ABANDONED) {
            reasons.add(
                    signs.abandoned()
                            + " threads with code that does not stop were left behind; restart the"
                            + " node");
        }
        return reasons;
    }

    private static void add(
            List<String> to, Gauge gauge, String who, String figure, String what, String key) {
        if (gauge.raised()) {
            String limit =
                    key.equals("health.foreignLoad")
                            ? number(gauge.limit())
                            : percent(gauge.limit());
            String recovers = gauge.recovering() ? "; it takes work again soon" : "";
            to.add(
                    who
                            + " "
                            + figure
                            + (what.isEmpty() ? "" : " " + what)
                            + " ("
                            + key
                            + " is "
                            + limit
                            + recovers
                            + ")");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Whether the heap is a reason; a node that does nothing never finds out that it is not. */
    public boolean heapRaised() {
        return heap.raised();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
