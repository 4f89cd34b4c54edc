package io.gridmill.cluster;

import io.gridmill.cluster.store.GridMarks;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.Tenancy;
import io.gridmill.durable.Tenant;
import io.gridmill.job.GridException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place among those that use a store. Enters when no other grid uses it, and says again
 * and again that it lives. Thread-safe.
 */
final class StoreLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLease.class);
    private static final long LOOK_MILLIS = 250;

    /** Another grid may be about to end. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /**
     * One of the same name becomes one with this: nodes that start at the same moment may begin two,
     * which find each other within ten seconds where the machine is not overloaded.
     */
    private static final long NAMESAKE_NANOS = 60_000_000_000L;

    /** Nodes of this process. */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    private final DurableStore store;
    private final String place;
    private final Tenant self;
    private final AtomicLong beats = new AtomicLong();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile @Nullable GridMarks marks;
    private volatile String grid = "";
    private volatile boolean closed;

    /**
     * Not entered yet.
     *
     * @param place of the store, for people
     */
    StoreLease(DurableStore store, String place, String node, String address) {
        this.store = store;
        this.place = place;
        this.self =
                new Tenant(
                        node,
                        "",
                        Machines.self(),
                        address,
                        ProcessHandle.current().pid(),
                        Machines.started(ProcessHandle.current()),
                        0);
    }

    /**
     * Waits until the store is free for this node's grid, and makes it the grid's.
     *
     * @param clusterName of those that become one grid when they meet
     * @throws IllegalStateException when another grid uses it
     */
    void enter(GridMarks marks, String clusterName) {
        this.marks = marks;
        String fresh = clusterName + "/" + UUID.randomUUID();
        try {
            // The name may change while grids that began apart join each other.
            enter(() -> marks.grid(fresh));
        } catch (StoreException | GridException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it waited for the store", e);
        }
    }

    private void enter(Supplier<String> wanted) throws StoreException, InterruptedException {
        Tenancy tenancy = null;
        String known = "";
        long begun = System.nanoTime();
        boolean said = false;
        while (true) {
            String now = wanted.get();
            if (tenancy == null || !known.equals(now)) {
                known = now;
                tenancy = new Tenancy(now, self.host(), StoreLease::runsHere);
            }
            switch (tenancy.judge(store.tenants(), System.nanoTime())) {
                case Tenancy.Answer.Free _ -> {
                    take(now);
                    return;
                }
                case Tenancy.Answer.Wait(List<Tenant> others) -> {
                    if (!said) {
                        LOG.info(
                                "The store was used by node {} at {}, which may be dead: waited for"
                                        + " until that is certain, {} s at most",
                                others.getFirst().node(),
                                others.getFirst().address(),
                                Tenancy.LEASE.toSeconds());
                    }
                    said = true;
                }
                case Tenancy.Answer.Taken(List<Tenant> others) -> {
                    if (System.nanoTime() - begun > patience(now, others)) {
                        throw new IllegalStateException(Tenancy.refusal(place, others));
                    }
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static long patience(String grid, List<Tenant> others) {
        String name = grid.substring(0, grid.lastIndexOf('/') + 1);
        boolean namesakes = others.stream().allMatch(other -> other.grid().startsWith(name));
        return namesakes ? NAMESAKE_NANOS : PATIENCE_NANOS;
    }

    private void take(String name) throws StoreException {
        HERE.add(self.node());
        store.take(name);
        grid = name;
        sign();
    }

    private void sign() throws StoreException {
        store.sign(
                new Tenant(
                        self.node(),
                        grid,
                        self.host(),
                        self.address(),
                        self.pid(),
                        self.started(),
                        beats.incrementAndGet()));
    }

    private static boolean runsHere(Tenant tenant) {
        ProcessHandle self = ProcessHandle.current();
        boolean own = tenant.pid() == self.pid() && tenant.started() == Machines.started(self);
        return own ? HERE.contains(tenant.node()) : Machines.runs(tenant.pid(), tenant.started());
    }

    /** Says that this node lives; does not wait. */
    void beat() {
        if (!closed && !grid.isEmpty() && beating.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("gridmill-store-lease")
                    .start(
                            () -> {
                                try {
                                    sign();
                                    keepName();
                                } catch (StoreException | GridException e) {
                                    // The writer says so where people look.
                                    LOG.debug("The store was not told that this node lives", e);
                                } finally {
                                    beating.set(false);
                                }
                            });
        }
    }

    /** Who has the store has the name: those that join later are to find it. */
    private void keepName() {
        GridMarks known = marks;
        if (known != null && !closed) {
            known.keepGrid(grid);
        }
    }

    /** Leaves in good order: whoever comes next need not wait. */
    void leave() {
        try {
            if (!closed && !grid.isEmpty()) {
                store.leave(self.node());
            }
        } catch (StoreException e) {
            LOG.debug("The store was not told that this node leaves", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        HERE.remove(self.node());
    }
}
