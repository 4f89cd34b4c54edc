package io.gridmill.settings;

import io.gridmill.job.Wire;
import io.gridmill.settings.LiveSettings.Change;
import io.gridmill.settings.LiveSettings.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How live settings travel: a format number, then the fields of the records. */
public final class LiveSettingsCodec {
    private static final int FORMAT = 1;

    private LiveSettingsCodec() {}

    public static void write(LiveSettings settings, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.varint(out, settings.version());
        Wire.varint(out, settings.values().size());
        for (Value value : settings.values()) {
            Wire.text(out, value.node());
            Wire.text(out, value.key());
            Wire.text(out, value.value());
        }
        Wire.varint(out, settings.changes().size());
        for (Change change : settings.changes()) {
            out.writeLong(change.at());
            Wire.text(out, change.user());
            Wire.text(out, change.node());
            Wire.text(out, change.key());
            Wire.text(out, change.before());
            Wire.optionalText(out, change.after());
        }
    }

    public static LiveSettings read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A record of live settings");
        long version = Wire.varint(in);
        List<Value> values = new ArrayList<>();
        for (int left = Wire.length(in); left > 0; left--) {
            values.add(new Value(Wire.text(in), Wire.text(in), Wire.text(in)));
        }
        List<Change> changes = new ArrayList<>();
        for (int left = Wire.length(in); left > 0; left--) {
            changes.add(
                    new Change(
                            in.readLong(),
                            Wire.text(in),
                            Wire.text(in),
                            Wire.text(in),
                            Wire.text(in),
                            Wire.optionalText(in)));
        }
        return new LiveSettings(version, values, changes);
    }
}
