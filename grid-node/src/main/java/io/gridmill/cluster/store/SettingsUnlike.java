package io.gridmill.cluster.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.job.Wire;
import io.gridmill.settings.LiveSettings;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the live settings where they are of another version than the one that is known. */
final class SettingsUnlike
        implements EntryProcessor<String, LiveSettings, @Nullable LiveSettings>,
                ReadOnly,
                IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;
    private static final int FORMAT = 1;

    private long known;

    /** For deserialisation. */
    SettingsUnlike() {}

    SettingsUnlike(long known) {
        this.known = known;
    }

    @Override
    public @Nullable LiveSettings process(Map.Entry<String, LiveSettings> entry) {
        LiveSettings now = entry.getValue();
        return now == null || now.version() == known ? null : now;
    }

    @Override
    public @Nullable EntryProcessor<String, LiveSettings, @Nullable LiveSettings>
            getBackupProcessor() {
        return null;
    }

    @Override
    public int getFactoryId() {
        return ProcessorFactory.ID;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.SETTINGS_UNLIKE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.varint(out, known);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A question for live settings");
        known = Wire.varint(in);
    }
}
