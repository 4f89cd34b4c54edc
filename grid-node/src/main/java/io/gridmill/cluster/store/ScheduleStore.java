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

    public ScheduleStore(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.schedules = hazelcast.getMap(SCHEDULES);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(Ledger.map(SCHEDULES, backups));
    }

    /** Changes a schedule; gives the record as it stands then, null when there is none. */
    public @Nullable ScheduleRecord apply(String name, ScheduleChange change) {
        return Ledger.answered(() -> schedules.executeOnKey(name, new ScheduleProcessor(change)));
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
