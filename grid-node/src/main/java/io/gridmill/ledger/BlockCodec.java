package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.job.Wire;
import io.gridmill.ledger.BlockChange.Ended;
import io.gridmill.ledger.BlockChange.Folded;
import io.gridmill.ledger.BlockChange.Growth;
import io.gridmill.ledger.BlockChange.Reopened;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.TaskBlock.Batch;
import io.gridmill.ledger.TaskBlock.Growing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How blocks and their changes travel: a format number, then the fields in the records' order. */
public final class BlockCodec {
    private static final int FORMAT = 4;
    private static final Stopping[] STOPPINGS = Stopping.values();

    private BlockCodec() {}

    public static void write(TaskBlock block, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        TaskBlock.Head head = block.head();
        out.writeLong(head.first());
        Wire.varint(out, head.size());
        Wire.varint(out, head.generation());
        out.writeBoolean(head.items() != null);
        if (head.items() != null) {
            for (byte[] item : head.items()) {
                Wire.bytes(out, item);
            }
        }
        writeColumns(block.columns(), out);
        TaskBlock.Rest rest = block.rest();
        Wire.varint(out, rest.version());
        out.writeByte(rest.stopping().ordinal());
        writeClaims(rest.claims(), out);
        Wire.texts(out, rest.nodes());
        Wire.varint(out, rest.late());
        AttemptCodec.writePast(rest.past(), out);
        out.writeBoolean(rest.folded());
        Wire.data(out, rest.partial());
        writeGrowing(rest.growing(), out);
        AttemptCodec.writeElders(rest.elders(), out);
    }

    private static void writeGrowing(@Nullable Growing growing, DataOutput out) throws IOException {
        out.writeBoolean(growing != null);
        if (growing != null) {
            out.writeBoolean(growing.open());
            Wire.varint(out, growing.batches().size());
            for (Batch batch : growing.batches()) {
                out.writeLong(batch.id());
                Wire.varint(out, batch.from());
                Wire.varint(out, batch.count());
            }
        }
    }

    private static @Nullable Growing readGrowing(DataInput in) throws IOException {
        return in.readBoolean() ? requiredGrowing(in) : null;
    }

    private static Growing requiredGrowing(DataInput in) throws IOException {
        boolean open = in.readBoolean();
        int size = Wire.length(in);
        List<Batch> batches = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batches.add(new Batch(in.readLong(), (int) Wire.varint(in), (int) Wire.varint(in)));
        }
        return new Growing(open, batches);
    }

    public static TaskBlock read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A task block");
        long first = in.readLong();
        int size = Wire.length(in);
        int generation = (int) Wire.varint(in);
        byte[][] items = null;
        if (in.readBoolean()) {
            items = new byte[size][];
            for (int i = 0; i < size; i++) {
                items[i] = Wire.bytes(in);
            }
        }
        TaskBlock.Head head = new TaskBlock.Head(first, size, generation, items);
        TaskBlock.Columns columns = readColumns(size, in);
        TaskBlock.Rest rest =
                new TaskBlock.Rest(
                        Wire.varint(in),
                        STOPPINGS[in.readByte()],
                        readClaims(in),
                        Wire.texts(in),
                        (int) Wire.varint(in),
                        AttemptCodec.readPast(in),
                        in.readBoolean(),
                        Wire.data(in),
                        readGrowing(in),
                        AttemptCodec.readElders(in));
        return new TaskBlock(head, columns, rest);
    }

    private static void writeColumns(TaskBlock.Columns columns, DataOutput out) throws IOException {
        out.write(columns.states());
        writeShorts(columns.attempts(), out);
        writeShorts(columns.claims(), out);
        out.writeBoolean(columns.nodes() != null);
        if (columns.nodes() != null) {
            out.write(columns.nodes());
        }
        writeTimes(columns.starts(), out);
        out.writeBoolean(columns.runMillis() != null);
        if (columns.runMillis() != null) {
            for (float millis : columns.runMillis()) {
                out.writeFloat(millis);
            }
        }
        writeTimes(columns.due(), out);
        out.writeBoolean(columns.results() != null);
        if (columns.results() != null) {
            for (DataRef result : columns.results()) {
                Wire.data(out, result);
            }
        }
        writeShorts(columns.acceptedIn(), out);
    }

    private static void writeShorts(short @Nullable [] column, DataOutput out) throws IOException {
        out.writeBoolean(column != null);
        if (column != null) {
            for (short value : column) {
                Wire.varint(out, value);
            }
        }
    }

    private static void writeTimes(long @Nullable [] times, DataOutput out) throws IOException {
        out.writeBoolean(times != null);
        if (times != null) {
            for (long time : times) {
                out.writeLong(time);
            }
        }
    }

    private static TaskBlock.Columns readColumns(int size, DataInput in) throws IOException {
        byte[] states = new byte[size];
        in.readFully(states);
        short[] attempts = readShorts(size, in);
        short[] claims = readShorts(size, in);
        byte[] nodes = null;
        if (in.readBoolean()) {
            nodes = new byte[size];
            in.readFully(nodes);
        }
        long[] starts = readTimes(size, in);
        float[] runMillis = null;
        if (in.readBoolean()) {
            runMillis = new float[size];
            for (int i = 0; i < size; i++) {
                runMillis[i] = in.readFloat();
            }
        }
        long[] due = readTimes(size, in);
        @Nullable DataRef[] results = null;
        if (in.readBoolean()) {
            results = new @Nullable DataRef[size];
            for (int i = 0; i < size; i++) {
                results[i] = Wire.data(in);
            }
        }
        return new TaskBlock.Columns(
                states,
                attempts,
                claims,
                nodes,
                starts,
                runMillis,
                due,
                results,
                readShorts(size, in));
    }

    private static short @Nullable [] readShorts(int size, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        short[] values = new short[size];
        for (int i = 0; i < size; i++) {
            values[i] = (short) Wire.varint(in);
        }
        return values;
    }

    private static long @Nullable [] readTimes(int size, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    static void writeClaims(List<@Nullable LiveClaim> claims, DataOutput out) throws IOException {
        Wire.varint(out, claims.size());
        for (LiveClaim claim : claims) {
            out.writeBoolean(claim != null);
            if (claim != null) {
                writeClaim(claim.id(), out);
                Wire.varint(out, claim.sequence());
            }
        }
    }

    static List<@Nullable LiveClaim> readClaims(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<@Nullable LiveClaim> claims = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            claims.add(in.readBoolean() ? new LiveClaim(readClaim(in), Wire.varint(in)) : null);
        }
        return claims;
    }

    static void writeClaim(ClaimId id, DataOutput out) throws IOException {
        Wire.text(out, id.node());
        Wire.varint(out, id.number());
    }

    static ClaimId readClaim(DataInput in) throws IOException {
        return new ClaimId(Wire.text(in), Wire.varint(in));
    }

    public static void writeChange(BlockChange change, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.varint(out, change.version());
        out.writeByte(change.stopping().ordinal());
        writeClaims(change.claims(), out);
        Wire.texts(out, change.nodes());
        Wire.varint(out, change.late());
        Wire.varint(out, change.runs().size());
        for (Run run : change.runs()) {
            writeRun(run, out);
        }
        AttemptCodec.writePast(change.past(), out);
        out.writeBoolean(change.fold() != null);
        if (change.fold() != null) {
            Wire.data(out, change.fold().partial());
            out.writeBoolean(change.fold().keepResults());
        }
        Growth growth = change.growth();
        out.writeBoolean(growth != null);
        if (growth != null) {
            Wire.varint(out, growth.from());
            writeItems(growth.items(), out);
            writeGrowing(growth.growing(), out);
        }
        Reopened reopened = change.reopened();
        out.writeBoolean(reopened != null);
        if (reopened != null) {
            Wire.varint(out, reopened.generation());
            out.writeBoolean(reopened.folded());
        }
        AttemptCodec.writeElders(change.elders(), out);
    }

    static void writeItems(List<byte[]> items, DataOutput out) throws IOException {
        Wire.varint(out, items.size());
        for (byte[] item : items) {
            Wire.bytes(out, item);
        }
    }

    static List<byte[]> readItems(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<byte[]> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(Wire.bytes(in));
        }
        return items;
    }

    private static @Nullable Growth readGrowth(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        int from = (int) Wire.varint(in);
        List<byte[]> items = readItems(in);
        Growing growing = readGrowing(in);
        if (growing == null) {
            throw new IOException("A change adds tasks to a block that does not grow");
        }
        return new Growth(from, items, growing);
    }

    public static BlockChange readChange(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A block change");
        long version = Wire.varint(in);
        Stopping stopping = STOPPINGS[in.readByte()];
        List<@Nullable LiveClaim> claims = readClaims(in);
        List<String> nodes = Wire.texts(in);
        int late = (int) Wire.varint(in);
        int runCount = Wire.length(in);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < runCount; i++) {
            runs.add(readRun(in));
        }
        List<PastAttempt> past = AttemptCodec.readPast(in);
        Folded fold = in.readBoolean() ? new Folded(Wire.data(in), in.readBoolean()) : null;
        Growth growth = readGrowth(in);
        Reopened reopened =
                in.readBoolean() ? new Reopened((int) Wire.varint(in), in.readBoolean()) : null;
        return new BlockChange(
                version,
                stopping,
                claims,
                nodes,
                late,
                runs,
                past,
                fold,
                growth,
                reopened,
                AttemptCodec.readElders(in));
    }

    private static void writeRun(Run run, DataOutput out) throws IOException {
        Wire.varint(out, run.from());
        Wire.varint(out, run.count());
        out.writeByte(run.state().code());
        Wire.varint(out, run.attempt());
        Wire.varint(out, run.claim());
        Wire.varint(out, run.node());
        out.writeLong(run.start());
        out.writeLong(run.due());
        out.writeBoolean(run.endings() != null);
        if (run.endings() != null) {
            for (Ended ended : run.endings()) {
                Wire.data(out, ended.result());
                out.writeLong(ended.start());
                out.writeFloat(ended.runMillis());
            }
        }
    }

    private static Run readRun(DataInput in) throws IOException {
        int from = (int) Wire.varint(in);
        int count = Wire.length(in);
        TaskState state = TaskState.of(in.readByte());
        int attempt = (int) Wire.varint(in);
        int claim = (int) Wire.varint(in);
        int node = (int) Wire.varint(in);
        long start = in.readLong();
        long due = in.readLong();
        List<Ended> endings = null;
        if (in.readBoolean()) {
            endings = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                endings.add(new Ended(Wire.requiredData(in), in.readLong(), in.readFloat()));
            }
        }
        return new Run(from, count, state, attempt, claim, node, start, due, endings);
    }
}
