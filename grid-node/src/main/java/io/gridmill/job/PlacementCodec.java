package io.gridmill.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a placement travels. A part of other records, whose format numbers cover it. */
public final class PlacementCodec {
    private static final Strategy[] STRATEGIES = Strategy.values();

    private PlacementCodec() {}

    public static void write(Placement placement, DataOutput out) throws IOException {
        out.writeByte(placement.strategy().ordinal());
        Wire.varint(out, placement.needs().labels().size());
        for (Map.Entry<String, List<String>> label : placement.needs().labels().entrySet()) {
            Wire.text(out, label.getKey());
            Wire.texts(out, label.getValue());
        }
        writeAmounts(placement.needs().resources(), out);
        writeSpeculation(placement.speculation(), out);
    }

    public static Placement read(DataInput in) throws IOException {
        Strategy strategy = STRATEGIES[in.readByte()];
        int size = Wire.length(in);
        Map<String, List<String>> labels = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            labels.put(Wire.text(in), Wire.texts(in));
        }
        Map<String, Long> resources = readAmounts(in);
        Speculation speculation = readSpeculation(in);
        boolean anywhere = size == 0 && resources.isEmpty() && strategy == Strategy.LEAST_BUSY;
        return anywhere && !speculation.on()
                ? Placement.ANYWHERE
                : new Placement(strategy, new Needs(labels, resources), speculation);
    }

    private static void writeSpeculation(Speculation speculation, DataOutput out)
            throws IOException {
        out.writeBoolean(speculation.on());
        if (speculation.on()) {
            out.writeDouble(speculation.multiplier());
            out.writeDouble(speculation.quantile());
            Wire.varint(out, speculation.minRunTime().toMillis());
        }
    }

    private static Speculation readSpeculation(DataInput in) throws IOException {
        return in.readBoolean()
                ? new Speculation(
                        true, in.readDouble(), in.readDouble(), Duration.ofMillis(Wire.varint(in)))
                : Speculation.OFF;
    }

    /** Amounts by name, in thousandths. */
    public static void writeAmounts(Map<String, Long> amounts, DataOutput out) throws IOException {
        Wire.varint(out, amounts.size());
        for (Map.Entry<String, Long> amount : new TreeMap<>(amounts).entrySet()) {
            Wire.text(out, amount.getKey());
            Wire.varint(out, amount.getValue());
        }
    }

    public static Map<String, Long> readAmounts(DataInput in) throws IOException {
        int size = Wire.length(in);
        Map<String, Long> amounts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            amounts.put(Wire.text(in), Wire.varint(in));
        }
        return amounts;
    }
}
