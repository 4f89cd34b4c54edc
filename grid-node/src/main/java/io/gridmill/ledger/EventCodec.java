package io.gridmill.ledger;

import io.gridmill.job.JobCodec;
import io.gridmill.job.LossRule;
import io.gridmill.job.Wire;
import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.BlockEvent.Report;
import io.gridmill.ledger.BlockEvent.Request;
import io.gridmill.ledger.TaskReport.Ending;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How block events and their answers travel. */
public final class EventCodec {
    private static final int FORMAT = 6;
    private static final Code[] CODES = Code.values();

    private EventCodec() {}

    public static void write(BlockEvent event, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        switch (event) {
            case BlockEvent.Work work -> {
                out.writeByte(0);
                writeReport(work.report(), out);
                out.writeBoolean(work.request() != null);
                if (work.request() != null) {
                    BlockCodec.writeClaim(work.request().claim(), out);
                    Wire.varint(out, work.request().most());
                    out.writeBoolean(work.request().suspects());
                    Wire.varint(out, work.request().share().of());
                    Wire.varint(out, work.request().share().at());
                }
                out.writeLong(work.now());
            }
            case BlockEvent.Renew renew -> {
                out.writeByte(1);
                Wire.text(out, renew.node());
                Wire.varint(out, renew.upTo());
                Wire.varint(out, renew.held().size());
                for (Renewal renewal : renew.held()) {
                    Wire.varint(out, renewal.number());
                    Wire.varint(out, renewal.sequence());
                    out.writeInt(renewal.running());
                    out.writeLong(renewal.start());
                }
            }
            case BlockEvent.Expire expire -> {
                out.writeByte(2);
                BlockCodec.writeClaims(new ArrayList<>(expire.seen()), out);
                out.writeLong(expire.now());
                out.writeBoolean(expire.rule().reassign());
                Wire.varint(out, expire.rule().poisonNodes());
                Wire.texts(out, List.copyOf(expire.died()));
            }
            case BlockEvent.Stop stop -> {
                out.writeByte(3);
                out.writeBoolean(stop.failing());
                Wire.varint(out, stop.generation());
            }
            case BlockEvent.Fold fold -> {
                out.writeByte(4);
                Wire.varint(out, fold.generation());
                Wire.varint(out, fold.version());
                Wire.data(out, fold.partial());
                out.writeBoolean(fold.keepResults());
            }
            case BlockEvent.Wake wake -> {
                out.writeByte(5);
                out.writeLong(wake.now());
                out.writeBoolean(wake.healed());
            }
            case BlockEvent.Reopen reopen -> {
                out.writeByte(6);
                Wire.varint(out, reopen.generation());
            }
            case BlockEvent.Copy copy -> {
                out.writeByte(7);
                Wire.varint(out, copy.generation());
                out.writeLong(copy.startedUntil());
                Wire.varint(out, copy.most());
            }
        }
    }

    public static BlockEvent read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A block event");
        int tag = in.readByte();
        return switch (tag) {
            case 0 ->
                    new BlockEvent.Work(
                            readReport(in),
                            in.readBoolean() ? readRequest(in) : null,
                            in.readLong());
            case 1 -> new BlockEvent.Renew(Wire.text(in), Wire.varint(in), readRenewals(in));
            case 2 ->
                    new BlockEvent.Expire(
                            withoutHoles(BlockCodec.readClaims(in)),
                            in.readLong(),
                            new LossRule(in.readBoolean(), (int) Wire.varint(in)),
                            Set.copyOf(Wire.texts(in)));
            case 3 -> new BlockEvent.Stop(in.readBoolean(), (int) Wire.varint(in));
            case 4 ->
                    new BlockEvent.Fold(
                            (int) Wire.varint(in),
                            Wire.varint(in),
                            Wire.data(in),
                            in.readBoolean());
            case 5 -> new BlockEvent.Wake(in.readLong(), in.readBoolean());
            case 6 -> new BlockEvent.Reopen((int) Wire.varint(in));
            case 7 ->
                    new BlockEvent.Copy(
                            (int) Wire.varint(in), in.readLong(), (int) Wire.varint(in));
            default -> throw new IOException("Unknown block event " + tag);
        };
    }

    private static Request readRequest(DataInput in) throws IOException {
        ClaimId claim = BlockCodec.readClaim(in);
        int most = (int) Wire.varint(in);
        boolean suspects = in.readBoolean();
        Share share = new Share((int) Wire.varint(in), (int) Wire.varint(in));
        return new Request(claim, most, suspects, share);
    }

    private static List<Renewal> readRenewals(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<Renewal> held = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            held.add(new Renewal(Wire.varint(in), Wire.varint(in), in.readInt(), in.readLong()));
        }
        return held;
    }

    private static List<LiveClaim> withoutHoles(List<@Nullable LiveClaim> claims) {
        List<LiveClaim> dense = new ArrayList<>();
        for (LiveClaim claim : claims) {
            if (claim != null) {
                dense.add(claim);
            }
        }
        return dense;
    }

    private static void writeReport(@Nullable Report report, DataOutput out) throws IOException {
        out.writeBoolean(report != null);
        if (report == null) {
            return;
        }
        BlockCodec.writeClaim(report.claim(), out);
        Wire.varint(out, report.generation());
        JobCodec.writeRule(report.rule(), out);
        out.writeDouble(report.random());
        Wire.varint(out, report.tasks().size());
        for (TaskReport task : report.tasks()) {
            Wire.varint(out, task.index());
            Wire.varint(out, task.attempt());
            out.writeLong(task.start());
            out.writeFloat(task.runMillis());
            writeEnding(task.ending(), out);
        }
    }

    private static @Nullable Report readReport(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        ClaimId claim = BlockCodec.readClaim(in);
        int generation = (int) Wire.varint(in);
        var rule = JobCodec.readRule(in);
        double random = in.readDouble();
        int size = Wire.length(in);
        List<TaskReport> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int index = (int) Wire.varint(in);
            int attempt = (int) Wire.varint(in);
            long start = in.readLong();
            float runMillis = in.readFloat();
            tasks.add(new TaskReport(index, attempt, readEnding(in), start, runMillis));
        }
        return new Report(claim, generation, tasks, rule, random);
    }

    private static void writeEnding(Ending ending, DataOutput out) throws IOException {
        switch (ending) {
            case Ending.Succeeded ok -> {
                out.writeByte(0);
                Wire.data(out, ok.result());
            }
            case Ending.Failed failed -> {
                out.writeByte(1);
                out.writeByte(failed.outcome().code());
                Wire.text(out, failed.code());
                Wire.optionalText(out, failed.message());
                out.writeBoolean(failed.retryable());
            }
            case Ending.Cancelled _ -> out.writeByte(2);
            case Ending.HandedBack _ -> out.writeByte(3);
        }
    }

    private static Ending readEnding(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 0 -> new Ending.Succeeded(Wire.requiredData(in));
            case 1 ->
                    new Ending.Failed(
                            AttemptOutcome.of(in.readByte()),
                            Wire.text(in),
                            Wire.optionalText(in),
                            in.readBoolean());
            case 2 -> new Ending.Cancelled();
            case 3 -> new Ending.HandedBack();
            default -> throw new IOException("Unknown ending of a task " + tag);
        };
    }

    public static void writeAnswer(BlockAnswer answer, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        out.writeByte(answer.code().ordinal());
        Wire.varint(out, answer.generation());
        Wire.varint(out, answer.refused());
        Wire.varint(out, answer.granted().size());
        for (Grant grant : answer.granted()) {
            Wire.varint(out, grant.index());
            Wire.varint(out, grant.attempt());
            out.writeBoolean(grant.item() != null);
            if (grant.item() != null) {
                Wire.bytes(out, grant.item());
            }
        }
        Wire.varint(out, answer.ready());
        out.writeBoolean(answer.stopping());
        Wire.varint(out, answer.lost().size());
        for (long number : answer.lost()) {
            Wire.varint(out, number);
        }
        out.writeBoolean(answer.suspects());
    }

    public static BlockAnswer readAnswer(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A block answer");
        Code code = CODES[in.readByte()];
        int generation = (int) Wire.varint(in);
        int refused = (int) Wire.varint(in);
        int size = Wire.length(in);
        List<Grant> granted = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            granted.add(
                    new Grant(
                            (int) Wire.varint(in),
                            (int) Wire.varint(in),
                            in.readBoolean() ? Wire.bytes(in) : null));
        }
        int ready = (int) Wire.varint(in);
        boolean stopping = in.readBoolean();
        int lostSize = Wire.length(in);
        List<Long> lost = new ArrayList<>();
        for (int i = 0; i < lostSize; i++) {
            lost.add(Wire.varint(in));
        }
        return new BlockAnswer(
                code, generation, refused, granted, ready, stopping, lost, in.readBoolean());
    }

    public static void writeAppend(BlockGrowth.Append append, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        out.writeLong(append.batch());
        out.writeLong(append.first());
        Wire.varint(out, append.generation());
        Wire.varint(out, append.capacity());
        Wire.varint(out, append.expected());
        List<byte[]> items = append.items();
        out.writeBoolean(items != null);
        if (items != null) {
            BlockCodec.writeItems(items, out);
        }
    }

    public static BlockGrowth.Append readAppend(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "An addition to a block");
        return new BlockGrowth.Append(
                in.readLong(),
                in.readLong(),
                (int) Wire.varint(in),
                (int) Wire.varint(in),
                (int) Wire.varint(in),
                in.readBoolean() ? BlockCodec.readItems(in) : null);
    }

    public static void writeGrown(BlockGrowth.Answer answer, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.varint(out, answer.added());
        Wire.varint(out, answer.from());
        Wire.varint(out, answer.size());
        out.writeBoolean(answer.closed());
    }

    public static BlockGrowth.Answer readGrown(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "The answer to an addition");
        return new BlockGrowth.Answer(
                (int) Wire.varint(in),
                (int) Wire.varint(in),
                (int) Wire.varint(in),
                in.readBoolean());
    }
}
