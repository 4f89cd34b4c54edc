package io.gridmill.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a grid may use a store, by what those that use it show of themselves. Processes of this
 * machine are seen directly; of others only that their beat rises, so one that stands still for the
 * lease is taken for dead. Time comes in as this process's own; no clocks are compared. For one
 * thread.
 */
public final class Tenancy {
    /** Whose beat stood still for so long is dead. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    private final String grid;
    private final String host;
    private final Predicate<Tenant> runsHere;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(long beat, long since) {}

    /**
     * Nothing was seen yet.
     *
     * @param grid this one
     * @param host this machine; empty where it is not known
     * @param runsHere whether the process of a tenant of this machine runs
     */
    public Tenancy(String grid, String host, Predicate<Tenant> runsHere) {
        this.grid = grid;
        this.host = host;
        this.runsHere = runsHere;
    }

    /** What is to be done. */
    public sealed interface Answer {
        /** Nobody else uses it. */
        record Free() implements Answer {}

        /** Others may have died: it is to be looked at again until the lease is over. */
        record Wait(List<Tenant> others) implements Answer {}

        /** Others use it. */
        record Taken(List<Tenant> others) implements Answer {}
    }

    /** Judges what stands in the store now. */
    public Answer judge(List<Tenant> tenants, long nanos) {
        List<Tenant> alive = new ArrayList<>();
        List<Tenant> silent = new ArrayList<>();
        for (Tenant tenant : tenants) {
            if (tenant.grid().equals(grid)) {
                continue;
            }
            if (!host.isEmpty() && tenant.host().equals(host)) {
                if (runsHere.test(tenant)) {
                    alive.add(tenant);
                }
                continue;
            }
            Seen first = seen.putIfAbsent(tenant.node(), new Seen(tenant.beat(), nanos));
            if (first != null && first.beat != tenant.beat()) {
                alive.add(tenant);
            } else if (first == null || nanos - first.since < LEASE.toNanos()) {
                silent.add(tenant);
            }
        }
        if (!alive.isEmpty()) {
            return new Answer.Taken(alive);
        }
        return silent.isEmpty() ? new Answer.Free() : new Answer.Wait(silent);
    }

    /** Why a grid may not use a store, and what to do. */
    public static String refusal(String place, List<Tenant> others) {
        Tenant one = others.getFirst();
        return "The store at "
                + place
                + " is used by another grid: node "
                + one.node()
                + " at "
                + one.address()
                + " (process "
                + one.pid()
                + "). Two grids need a store each (--store-url, or --data for SQLite). To join that"
                + " grid name its address with --join. If it is to be replaced, stop it; after a"
                + " crash the store is free "
                + LEASE.toSeconds()
                + " s after its last sign of life, on one machine at once";
    }
}
