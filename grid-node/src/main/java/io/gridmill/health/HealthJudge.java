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

    private final HealthLimits limits;
    private final Gauge cpu;
    private final Gauge load;
    private final Gauge heap;
    private final Gauge memory;

    public HealthJudge(HealthLimits limits) {
        this.limits = limits;
        this.cpu = new Gauge(limits.foreignCpu());
        this.load = new Gauge(limits.foreignLoad());
        this.heap = new Gauge(limits.memory());
        this.memory = new Gauge(limits.memory());
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
        if (cpu.raised()) {
            reasons.add(
                    "others use %s of the machine's processors (health.foreignCpu is %s)"
                            .formatted(percent(cpu.value()), percent(limits.foreignCpu())));
        }
        if (load.raised()) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "others make a load of %.1f per core (health.foreignLoad is %.1f)",
                            load.value(),
                            limits.foreignLoad()));
        }
        if (heap.raised()) {
            reasons.add(
                    "%s of the heap are in use after a collection (health.memory is %s)"
                            .formatted(percent(heap.value()), percent(limits.memory())));
        }
        if (memory.raised()) {
            reasons.add(
                    "%s of the machine's memory are in use (health.memory is %s)"
                            .formatted(percent(memory.value()), percent(limits.memory())));
        }
        if (signs.abandoned() >= MOST_ABANDONED) {
            reasons.add(
                    signs.abandoned()
                            + " threads with code that does not stop were left behind; restart the"
                            + " node");
        }
        return reasons;
    }

    /** Whether the heap is a reason; a node that does nothing never finds out that it is not. */
    public boolean heapRaised() {
        return heap.raised();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
