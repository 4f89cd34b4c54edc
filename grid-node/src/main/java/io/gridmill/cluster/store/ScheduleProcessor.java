package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.schedule.ScheduleChange;
import io.gridmill.schedule.ScheduleCodec;
import io.gridmill.schedule.ScheduleRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes a schedule; answers with the record as it stands then, null when there is none. */
final class ScheduleProcessor
        extends OwnedProcessor<String, ScheduleRecord, @Nullable ScheduleRecord> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ScheduleChange change;
    private transient @Nullable ScheduleRecord outcome;

    /** For deserialisation. */
    ScheduleProcessor() {}

    ScheduleProcessor(ScheduleChange change) {
        this.change = change;
    }

    @Override
    public @Nullable ScheduleRecord process(Map.Entry<String, ScheduleRecord> entry) {
        var _ = deciding();
        ScheduleRecord before = entry.getValue();
        ScheduleRecord after = ScheduleChange.apply(before, Objects.requireNonNull(change));
        if (after != null) {
            entry.setValue(after);
        }
        // Also where nothing changed: the answer must not come before the backups know.
        outcome = after == null ? before : after;
        return outcome;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<String, ScheduleRecord, @Nullable ScheduleRecord>
            getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        return outcome == null
                ? null
                : (EntryProcessor<String, ScheduleRecord, @Nullable ScheduleRecord>)
                        (EntryProcessor<?, ?, ?>) new Outcome(outcome);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.SCHEDULE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        ScheduleCodec.writeChange(Objects.requireNonNull(change), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        change = ScheduleCodec.readChange(in);
    }

    /** Puts a schedule on a backup as the owner has it, unless the backup knows a later one. */
    static final class Outcome extends BackupProcessor<String, ScheduleRecord> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ScheduleRecord record;

        /** For deserialisation. */
        Outcome() {}

        Outcome(ScheduleRecord record) {
            this.record = record;
        }

        @Override
        public Boolean process(Map.Entry<String, ScheduleRecord> entry) {
            ScheduleRecord known = entry.getValue();
            ScheduleRecord told = Objects.requireNonNull(record);
            if (known == null || known.version() <= told.version()) {
                entry.setValue(told);
            }
            return true;
        }

        @Override
        public int getClassId() {
            return ProcessorFactory.SCHEDULE_OUTCOME;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            ScheduleCodec.write(Objects.requireNonNull(record), out);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            record = ScheduleCodec.read(in);
        }
    }
}
