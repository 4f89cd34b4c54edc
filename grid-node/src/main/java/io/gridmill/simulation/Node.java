package io.gridmill.simulation;

import io.gridmill.engine.Hooks;
import io.gridmill.engine.Loop;
import io.gridmill.engine.Member;
import io.gridmill.execute.Clocks;
import io.gridmill.report.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A process: its event loop, its clocks, its copies of partitions, and whom it takes for members. A
 * restarted one is another node.
 */
final class Node implements Loop, Clocks {
    private static final long EPOCH = 1_700_000_000_000L;

    final String id;
    final NodeRole role;
    final int slots;
    final Hooks hooks = new Hooks();
    final @Nullable Copy[] copies;
    private final World world;
    private final Mutant mutant;
    private final List<Runnable> deferred = new ArrayList<>();
    private View view = new View(0, Set.of(), 0);
    private long viewSince;
    private @Nullable Member member;
    private @Nullable Cluster cluster;
    private boolean alive = true;
    private boolean frozen;
    private boolean evicted;
    private boolean deaf;
    private boolean started;
    private boolean cutOff;
    private double slowness = 1;
    private double drift;
    private long driftFrom;
    private long nanosBefore;
    private long skewMillis;

    Node(String id, NodeRole role, Settings settings, World world) {
        this.id = id;
        this.role = role;
        this.slots = role.runsTasks() ? settings.slots() : 0;
        this.mutant = settings.mutant();
        this.copies = new Copy[settings.partitions()];
        this.world = world;
    }

    /**
     * Whom it takes for members.
     *
     * @param version of the list, which rises
     * @param dataNodes how many of them keep data
     */
    record View(long version, Set<String> nodes, int dataNodes) {}

    void member(Member made) {
        member = made;
    }

    /** Those with whom it shares records: all, or its side of a split. */
    Cluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    void cluster(Cluster joined) {
        cluster = joined;
    }

    /** It is taken in again with no records of its own, and begins anew what it had under way. */
    void rejoined() {
        run(() -> member().rejoined());
    }

    /** Its copies are worth nothing any more. */
    void forgetCopies() {
        java.util.Arrays.fill(copies, null);
    }

    /** Its duties and slots have begun. */
    void start() {
        member().start(slots);
        started = true;
    }

    boolean started() {
        return started;
    }

    Member member() {
        return Objects.requireNonNull(member);
    }

    boolean alive() {
        return alive;
    }

    boolean frozen() {
        return frozen;
    }

    /** Whether it was put out and has not come back: nobody talks to it. */
    boolean evicted() {
        return evicted;
    }

    /** Lives, moves and belongs to the cluster. */
    boolean responsive() {
        return alive && !frozen && !evicted;
    }

    void crash() {
        alive = false;
        java.util.Arrays.fill(copies, null);
        deferred.clear();
        hooks.silence();
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        if (!frozen) {
            return;
        }
        frozen = false;
        List<Runnable> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(action -> world.soon(() -> run(action)));
    }

    void evict() {
        evicted = true;
        java.util.Arrays.fill(copies, null);
    }

    void comeBack() {
        evicted = false;
    }

    /** Whether code that ignores an interrupt may run here: once. */
    boolean mayTurnDeaf() {
        boolean first = !deaf;
        deaf = true;
        return first;
    }

    /** On which side of the present cut it is. */
    boolean isCutOff() {
        return cutOff;
    }

    void cutOff(boolean is) {
        cutOff = is;
    }

    double slowness() {
        return slowness;
    }

    void slow(double factor) {
        slowness = factor;
    }

    /** From now on its monotonic clock runs so much too fast, and its wall clock is off. */
    void turnClocks(double newDrift, long newSkewMillis) {
        nanosBefore = monotonic();
        driftFrom = world.time();
        drift = newDrift;
        skewMillis = newSkewMillis;
    }

    private long monotonic() {
        long micros = world.time() - driftFrom;
        return nanosBefore + micros * 1_000 + (long) (micros * 1_000 * drift);
    }

    @Override
    public long nanoTime() {
        return mutant == Mutant.LEASE_BY_WALL_CLOCK ? wallMillis() * 1_000_000 : monotonic();
    }

    @Override
    public long wallMillis() {
        return EPOCH + world.time() / World.MILLI + skewMillis;
    }

    Set<String> view() {
        return view.nodes;
    }

    /** How many of those that it takes for members keep data. */
    int dataNodes() {
        return view.dataNodes;
    }

    /** Whether the list of members has been the same for a while. */
    boolean viewIsSettled() {
        return world.time() - viewSince > World.SECOND;
    }

    /** Learns the list of members, unless it knows a later one. */
    void view(View told) {
        if (told.version >= view.version) {
            viewSince = world.time();
            view = told;
        }
    }

    /** Does something in this process: now, when it goes on, or never when it has died. */
    void run(Runnable action) {
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
    public void soon(Runnable action) {
        world.soon(() -> run(action));
    }

    @Override
    public void after(long millis, Runnable action) {
        world.after((long) (millis * World.MILLI * (1 - drift)), () -> run(action));
    }

    @Override
    public Executor patient() {
        return this::soon;
    }

    @Override
    public String toString() {
        return id;
    }
}
