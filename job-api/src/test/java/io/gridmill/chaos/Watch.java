package io.gridmill.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at all nodes all the time, each in a thread of its own, for when one of them no longer counts all. */
final class Watch implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final int all;
    private final long begun = System.nanoTime();
    private final AtomicLong missed = new AtomicLong();
    private final Set<Integer> below = new ConcurrentSkipListSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Begins to look; the time counts from now. */
    Watch(List<GridProcess> nodes) {
        this.all = nodes.size();
        for (GridProcess node : nodes) {
            threads.add(Thread.ofPlatform().name("chaos-watch").start(() -> look(node)));
        }
    }

    private void look(GridProcess node) {
        while (!closed) {
            Sight sight = Sight.of(node);
            if (sight.below()) {
                below.add(node.number());
            }
            if (sight.below() || (sight.nodes() > 0 && sight.nodes() < all)) {
                missed.compareAndSet(0, System.nanoTime());
            }
            Pause.millis(EVERY_MILLIS);
        }
    }

    /** Seconds until a node first counted fewer; negative where none did. */
    double seconds() {
        long at = missed.get();
        return at == 0 ? -1 : (at - begun) / 1e9;
    }

    /** Nodes that said at some moment that they decide nothing. */
    Set<Integer> below() {
        return Set.copyOf(below);
    }

    @Override
    public void close() {
        closed = true;
    }
}
