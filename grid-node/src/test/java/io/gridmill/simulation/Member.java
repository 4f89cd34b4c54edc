package io.gridmill.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process of the grid: its copies, and whether it lives. A restarted one is another member. */
final class Member {
    private static final long EPOCH = 1_700_000_000_000L;

    final String id;
    final int slots;
    final Map<Integer, Copy> copies = new TreeMap<>();
    private final World world;
    private final List<Runnable> deferred = new ArrayList<>();
    private boolean alive = true;
    private boolean frozen;
    private long skew;
    private long cutOffUntil;

    Member(String id, int slots, World world) {
        this.id = id;
        this.slots = slots;
        this.world = world;
    }

    boolean alive() {
        return alive;
    }

    void crash() {
        alive = false;
        copies.clear();
        deferred.clear();
    }

    @Nullable Copy copy(int partition) {
        return copies.get(partition);
    }

    /** What this member takes for the time. */
    long now() {
        return EPOCH + world.time() + skew;
    }

    void skew(long millis) {
        skew = millis;
    }

    /** What it tells its backups does not arrive for a while. */
    void cutOff(long millis) {
        cutOffUntil = world.time() + millis;
    }

    long cutOffUntil() {
        return cutOffUntil;
    }

    /** Its worker stands still, its data does not. */
    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
        List<Runnable> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(this::asWorker);
    }

    /** Does something as a worker: at once, when it wakes up, or never when it has died. */
    void asWorker(Runnable action) {
        if (!alive) {
            return;
        }
        if (frozen) {
            deferred.add(action);
        } else {
            action.run();
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
