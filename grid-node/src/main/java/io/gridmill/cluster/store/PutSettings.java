package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.LiveSettingsCodec;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the version of the live settings that follows the one there; answers with what stands. */
final class PutSettings extends OwnedProcessor<String, LiveSettings, LiveSettings> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable LiveSettings next;
    private transient @Nullable LiveSettings outcome;

    /** For deserialisation. */
    PutSettings() {}

    PutSettings(LiveSettings next) {
        this.next = next;
    }

    @Override
    public LiveSettings process(Map.Entry<String, LiveSettings> entry) {
        var _ = deciding();
        LiveSettings wanted = Objects.requireNonNull(next);
        LiveSettings before = Objects.requireNonNullElse(entry.getValue(), LiveSettings.NONE);
        boolean follows = before.version() + 1 == wanted.version();
        LiveSettings after = follows ? wanted : before;
        if (follows) {
            entry.setValue(after);
        }
        // Also where nothing changed: the answer must not come before the backups know.
        outcome = after;
        return after;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<String, LiveSettings, LiveSettings> getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        return outcome == null
                ? null
                : (EntryProcessor<String, LiveSettings, LiveSettings>)
                        (EntryProcessor<?, ?, ?>) new Outcome(outcome);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.PUT_SETTINGS;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        LiveSettingsCodec.write(Objects.requireNonNull(next), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        next = LiveSettingsCodec.read(in);
    }

    /** Puts the record on a backup as the owner has it, unless the backup knows a later one. */
    static final class Outcome extends BackupProcessor<String, LiveSettings> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable LiveSettings record;

        /** For deserialisation. */
        Outcome() {}

        Outcome(LiveSettings record) {
            this.record = record;
        }

        @Override
        public Boolean process(Map.Entry<String, LiveSettings> entry) {
            LiveSettings known = entry.getValue();
            LiveSettings told = Objects.requireNonNull(record);
            if (told.version() > 0 && (known == null || known.version() <= told.version())) {
                entry.setValue(told);
            }
            return true;
        }

        @Override
        public int getClassId() {
            return ProcessorFactory.SETTINGS_OUTCOME;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            LiveSettingsCodec.write(Objects.requireNonNull(record), out);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            record = LiveSettingsCodec.read(in);
        }
    }
}
