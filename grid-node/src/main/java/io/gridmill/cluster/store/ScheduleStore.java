package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.gridmill.schedule.ScheduleChange;
import io.gridmill.schedule.ScheduleRecord;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The map of the schedules, by name. Thread-safe; waits for its answers. */
public final class ScheduleStore {
    private static final String SCHEDULES = "schedules";

    private final HazelcastInstance hazelcast;
    private final IMap<String, ScheduleRecord> schedules;
    private final Keeping keeping;

    /** Keeps schedules where they outlive all members. */
    public interface Keeping {
        /** A schedule was put and stands like this; it is kept when this returns. */
        void keep(String name, ScheduleRecord record);

        /** A schedule has come so far, some time soon; nothing where it is forgotten. */
        void noteStep(String name, ScheduleRecord record);

        /** A schedule as it is kept; null where none is. */
        @Nullable ScheduleRecord kept(String name);

        /** A schedule is about to be forgotten; it is when this returns. */
        void forget(String name);
    }

    public ScheduleStore(HazelcastInstance hazelcast, Keeping keeping) {
        this.hazelcast = hazelcast;
        this.keeping = keeping;
        this.schedules = hazelcast.getMap(SCHEDULES);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(Ledger.map(SCHEDULES, backups));
    }

    /** Changes a schedule; gives the record as it stands then, null when there is none. */
    public @Nullable ScheduleRecord apply(String name, ScheduleChange change) {
        boolean put = change instanceof ScheduleChange.Put;
        if (put && read(name) == null) {
            ScheduleRecord kept = keeping.kept(name);
            if (kept != null) {
                // The grid has just lost it: what is put now is to be its next version.
                restore(name, kept);
            }
        }
        ScheduleRecord after =
                Ledger.answered(() -> schedules.executeOnKey(name, new ScheduleProcessor(change)));
        if (after != null && put) {
            keeping.keep(name, after);
        } else if (after != null) {
            // A step of its driver may be lost: done again it submits a job of the same id.
            keeping.noteStep(name, after);
        }
        return after;
    }

    /**
     * Brings a schedule back that was kept, where there is none of its name.
     *
     * @return whether there was none
     */
    public boolean restore(String name, ScheduleRecord record) {
        return Ledger.answered(() -> schedules.putIfAbsent(name, record)) == null;
    }

    /** Takes a schedule out again that was brought back, and was being forgotten at that moment. */
    public void takeBack(String name, ScheduleRecord record) {
        ScheduleRecord now = read(name);
        // Its driver may have gone on; somebody may have put another meanwhile, which stays.
        while (now != null && now.schedule().equals(record.schedule())) {
            ScheduleRecord seen = now;
            if (Boolean.TRUE.equals(Ledger.answered(() -> schedules.remove(name, seen)))) {
                return;
            }
            now = read(name);
        }
    }

    /** The same for one that was not kept; it is when this returns. */
    public void bring(String name, ScheduleRecord record) {
        if (read(name) == null) {
            keeping.keep(name, record);
            restore(name, record);
        }
    }

    /** A schedule; null when there is none. */
    public @Nullable ScheduleRecord read(String name) {
        return Ledger.answered(() -> schedules.get(name));
    }

    /** All schedules, in no order. */
    public Collection<ScheduleRecord> all() {
        Collection<ScheduleRecord> all = Ledger.answered(schedules::values);
        return all == null ? List.of() : all;
    }

    /** How many there are. */
    public int size() {
        Integer size = Ledger.answered(schedules::size);
        return size == null ? 0 : size;
    }

    /** Forgets a schedule; gives the one there was. */
    public @Nullable ScheduleRecord remove(String name) {
        keeping.forget(name);
        return Ledger.answered(() -> schedules.remove(name));
    }

    /** Names of the schedules that this member drives: it owns their keys. */
    public Set<String> local() {
        Set<String> local = Ledger.answered(schedules::localKeySet);
        return local == null ? Set.of() : local;
    }

    /** Whether this member drives a schedule. */
    public boolean owns(String name) {
        return Ledger.isLocal(hazelcast.getPartitionService().getPartition(name));
    }
}
