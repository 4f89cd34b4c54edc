package io.gridmill.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreSettings;
import io.gridmill.durable.StoreWriter;
import io.gridmill.durable.sql.SqlStore;
import io.gridmill.engine.Durability;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRecovery;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.report.StateCounts;
import io.gridmill.report.StoreStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The durable store of a member, or none: what is accepted, changed and added here is written before
 * anybody is told. Made before the member starts and bound to it afterwards. Thread-safe.
 */
public final class GridStore implements AutoCloseable {
    private static final String ATTRIBUTE = "gridmill.store";
    private static final String NO_STORE = "none";
    private static final long BEAT_MILLIS = 2_000;
    private static final long COMPARE_MINUTES = 5;
    private static final long WRITE_SEEN_MILLIS = 1_000;
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final StoreSettings settings;
    private final @Nullable Open open;
    private @Nullable Recovery recovery;
    private @Nullable StoreLease lease;
    private volatile @Nullable BringingBack bringing;
    private volatile @Nullable Parts parts;

    /** What there is where there is a store. */
    private record Open(
            DurableStore store,
            StoreWriter writer,
            StoreDurability durability,
            Executor executor) {}

    private GridStore(StoreSettings settings, @Nullable Open open) {
        this.settings = settings;
        this.open = open;
    }

    /**
     * Opens the store.
     *
     * @param executor what follows from writes is done there
     */
    static GridStore open(StoreSettings settings, Executor executor) throws IOException {
        if (!settings.present()) {
            return new GridStore(settings, null);
        }
        try {
            DurableStore store = SqlStore.open(settings);
            StoreWriter writer = new StoreWriter(store);
            return new GridStore(
                    settings,
                    new Open(store, writer, new StoreDurability(writer, executor), executor));
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Tells the other members which store this one has. */
    void configure(Config config) {
        config.getMemberAttributeConfig().setAttribute(ATTRIBUTE, identity());
    }

    /**
     * Waits until no other grid uses the store.
     *
     * @throws IllegalStateException when another grid uses it
     */
    void enter(HazelcastInstance hazelcast, String node, String address) {
        if (open == null) {
            return;
        }
        try {
            lease = new StoreLease(open.store, settings.place(), node, address);
            lease.enter(new GridMarks(hazelcast), hazelcast.getConfig().getClusterName());
        } catch (IllegalStateException e) {
            hazelcast.shutdown();
            close();
            throw e;
        }
    }

    /** What tells it from other stores. */
    String identity() {
        return open == null ? NO_STORE : open.store.identity();
    }

    /**
     * Compares the store with that of the members that keep data; a worker may have none.
     *
     * @throws IllegalStateException when another member has another store
     */
    void compare(HazelcastInstance hazelcast) {
        Member self = hazelcast.getCluster().getLocalMember();
        for (Member member : hazelcast.getCluster().getMembers()) {
            String other = member.getAttribute(ATTRIBUTE);
            boolean counts = !member.isLiteMember() && !(self.isLiteMember() && open == null);
            if (counts && !identity().equals(other)) {
                hazelcast.shutdown();
                close();
                throw new IllegalStateException(
                        "This node's store is "
                                + settings
                                + ", the grid it joins has another one or none (member "
                                + member.getAddress()
                                + "). All nodes of a grid need the same --store and --store-url");
            }
        }
    }

    /** What the engine writes to. */
    Durability durability() {
        return open == null ? Durability.NONE : open.durability;
    }

    /** Begins to load what an earlier grid left. */
    void start(Parts parts, boolean keepsData, ScheduledExecutorService timers) {
        this.parts = parts;
        if (open == null) {
            return;
        }
        Restoring restoring = new Restoring(open.store, parts.ledger, parts.blobs);
        GridMarks marks = new GridMarks(parts.hazelcast);
        LostDocuments documents =
                new LostDocuments(
                        open.store,
                        new LostDocuments.Grid(marks, parts.schedules, parts.settings),
                        restoring);
        recovery =
                new Recovery(
                        open.store,
                        open.durability,
                        parts.ledger,
                        parts.members,
                        new Recovery.Grid(marks, documents),
                        restoring);
        recovery.start(keepsData);
        if (lease != null) {
            var _ =
                    timers.scheduleWithFixedDelay(
                            lease::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
        StoreDurability durability = open.durability;
        BringingBack back =
                new BringingBack(open.store, parts.ledger, restoring, documents, open.executor);
        durability.bringBackBy(back);
        bringing = back;
        if (keepsData) {
            var _ =
                    timers.scheduleWithFixedDelay(
                            () -> back.compareInTurn(parts.members),
                            COMPARE_MINUTES,
                            COMPARE_MINUTES,
                            TimeUnit.MINUTES);
        }
        var _ =
                timers.scheduleWithFixedDelay(
                        durability::writeSeen,
                        WRITE_SEEN_MILLIS,
                        WRITE_SEEN_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** What a started member has. */
    record Parts(
            HazelcastInstance hazelcast,
            Ledger ledger,
            Members members,
            BlobStore blobs,
            ScheduleStore schedules,
            SettingsStore settings,
            String version) {}

    private Parts parts() {
        Parts now = parts;
        if (now == null) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The node starts; repeat the request in a moment");
        }
        return now;
    }

    /**
     * Accepts a job, which outlives this grid from then on where there is a store; gives the one
     * that already stood under its id, else null.
     */
    public @Nullable JobRecord accept(JobRecord job) {
        Ledger ledger = parts().ledger;
        if (open == null) {
            return ledger.create(job);
        }
        checkReady();
        if (open.durability.await(new Moment.Accepted(job))) {
            return ledger.create(job);
        }
        JobRecord known = ledger.confirmed(job.id());
        return known == null ? acceptedBefore(job, ledger) : known;
    }

    /** It was written by a request that was not answered, and is not in the grid. */
    private JobRecord acceptedBefore(JobRecord job, Ledger ledger) {
        try {
            JobRecord stored = open == null ? null : open.store.job(job.id());
            JobRecord first =
                    stored == null ? job : JobRecovery.again(stored, 0, null, ledger.now());
            JobRecord known = ledger.create(first);
            return known == null ? first : known;
        } catch (StoreException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, e.getMessage() + "; repeat it", List.of(), e);
        }
    }

    /** Applies what a person asks for; it outlives this grid from then on where there is a store. */
    public @Nullable JobRecord change(String job, JobEvent event) {
        checkReady();
        JobRecord after = parts().ledger.apply(job, event);
        if (open != null && after != null) {
            open.durability.awaitChanged(after);
        }
        return after;
    }

    /** Writes a job that is brought in; one that is known stays. */
    void keep(JobRecord job) {
        checkReady();
        if (open != null) {
            open.durability.await(new Moment.Accepted(job));
        }
    }

    /** Whether a job was deleted from the store, so that it is not to be brought in again. */
    boolean wasDeleted(String job) {
        try {
            return open != null && open.store.wasDeleted(job);
        } catch (StoreException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, e.getMessage() + "; repeat it", List.of(), e);
        }
    }

    /** Writes a settled block that is brought in. */
    void keep(BlockKey key, TaskBlock block) {
        if (open != null) {
            open.durability.await(new Moment.Settled(key, block));
        }
    }

    /** Writes tasks that were added. */
    Intake.Keeping keeping() {
        return (key, from, items) -> {
            if (open != null) {
                checkReady();
                open.durability.await(new Moment.Added(key, from, items));
            }
        };
    }

    /** Documents: schedules, and notes about the grid. */
    public StoredDocuments documents() {
        return open == null
                ? new StoredDocuments(null, null, null, this::checkReady)
                : new StoredDocuments(open.store, open.writer, open.durability, this::checkReady);
    }

    /**
     * Refuses to say what there is not, and to change it, before all is there.
     *
     * @throws GridException UNAVAILABLE while jobs are loaded from the store
     */
    public void checkReady() {
        if (open != null && !open.durability.ready()) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The grid loads its jobs from the store"
                            + (loaded() == null ? "" : ", " + told(loaded()))
                            + "; repeat the request in a moment");
        }
    }

    /** Looks soon for jobs that the store has and the grid has lost. */
    void compareSoon() {
        BringingBack back = bringing;
        if (back != null && open != null && open.durability.ready()) {
            back.compareSoon();
        }
    }

    /** How the store is. */
    public StoreStatus status() {
        LoadProgress.Loaded loaded = loaded();
        return new StoreStatus(
                settings.kind().name().toLowerCase(Locale.ROOT),
                open != null && !open.durability.ready(),
                open == null ? null : open.durability.trouble(),
                loaded == null ? null : loaded.jobs(),
                loaded == null ? null : loaded.total());
    }

    private static String told(LoadProgress.@Nullable Loaded loaded) {
        return loaded == null ? "" : loaded.jobs() + " of " + loaded.total() + " so far";
    }

    private LoadProgress.@Nullable Loaded loaded() {
        Parts now = parts;
        boolean loading = open != null && !open.durability.ready();
        return now == null || !loading ? null : LoadProgress.of(new GridMarks(now.hazelcast));
    }

    /** Writes all that the grid knows as lines of JSON. */
    public void exportState(OutputStream out) throws IOException {
        checkReady();
        Parts from = parts();
        new StateExport(
                        new StateExport.Sources(
                                from.ledger,
                                from.members,
                                from.blobs,
                                from.schedules,
                                from.settings),
                        out)
                .write(from.version);
    }

    /** Brings in what was exported. */
    public StateCounts importState(InputStream in) throws IOException {
        checkReady();
        Parts to = parts();
        return new StateImport(
                        new StateImport.Targets(
                                this, to.ledger, to.blobs, to.schedules, to.settings),
                        in)
                .read();
    }

    /** Writes what is to be written still, for a while. */
    void finish() {
        if (open != null) {
            try {
                open.durability.writeSeen();
                open.writer.finish(LAST_WRITES);
                if (lease != null) {
                    lease.leave();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (recovery != null) {
            recovery.close();
        }
        BringingBack back = bringing;
        if (back != null) {
            back.close();
        }
        if (lease != null) {
            lease.close();
        }
        if (open != null) {
            open.writer.close();
        }
    }
}
