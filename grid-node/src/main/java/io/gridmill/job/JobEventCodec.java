package io.gridmill.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Writes and reads what happens to jobs, as bytes with a format number first. */
public final class JobEventCodec {
    private static final int FORMAT = 4;

    private JobEventCodec() {}

    public static void write(JobEvent event, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        switch (event) {
            case JobEvent.Drive drive -> {
                out.writeByte(0);
                Wire.text(out, drive.node());
            }
            case JobEvent.SplitDone done -> {
                out.writeByte(1);
                out.writeLong(done.epoch());
                out.writeLong(done.tasks());
            }
            case JobEvent.Settled settled -> {
                out.writeByte(2);
                Wire.varint(out, settled.generation());
                Wire.longs(out, settled.blocks().toLongArray());
                FailurePolicyCodec.writeCounts(settled.failed(), out);
                JobCodec.writeFailure(settled.failure(), out);
            }
            case JobEvent.Cancel cancel -> {
                out.writeByte(3);
                Wire.text(out, cancel.user());
                Wire.varint(out, cancel.generation());
            }
            case JobEvent.Fail fail -> {
                out.writeByte(4);
                out.writeLong(fail.epoch());
                JobCodec.writeFailure(fail.failure(), out);
            }
            case JobEvent.AggregateStarted started -> {
                out.writeByte(5);
                out.writeLong(started.epoch());
            }
            case JobEvent.AggregateDone done -> {
                out.writeByte(6);
                out.writeLong(done.epoch());
                Wire.data(out, done.result());
                Wire.text(out, done.mediaType());
                JobCodec.writeFigures(done.figures(), out);
            }
            case JobEvent.Stopped stopped -> {
                out.writeByte(7);
                out.writeLong(stopped.epoch());
                JobCodec.writeFigures(stopped.figures(), out);
            }
            case JobEvent.Confirm _ -> out.writeByte(9);
            case JobEvent.Added added -> {
                out.writeByte(10);
                out.writeLong(added.tasks());
            }
            case JobEvent.Begin begin -> {
                out.writeByte(12);
                out.writeLong(begin.epoch());
            }
            case JobEvent.NotNeeded notNeeded -> {
                out.writeByte(13);
                out.writeLong(notNeeded.epoch());
                Wire.text(out, notNeeded.reason());
            }
            case JobEvent.StepsMoved moved -> {
                out.writeByte(40);
                out.writeLong(moved.epoch());
                StepCodec.writeMoves(moved.steps(), out);
            }
            case JobEvent.Change change -> {
                out.writeByte(30);
                Wire.text(out, change.user());
                writeEdit(change.edit(), out);
            }
            case JobEvent.Close close -> {
                out.writeByte(11);
                Wire.text(out, close.user());
            }
            case JobEvent.Retry retry -> {
                out.writeByte(14);
                Wire.text(out, retry.user());
                Wire.varint(out, retry.generation());
            }
            case JobEvent.Reopened reopened -> {
                out.writeByte(15);
                out.writeLong(reopened.epoch());
            }
            case JobEvent.BlocksLost lost -> {
                out.writeByte(16);
                Wire.varint(out, lost.generation());
                Wire.longs(out, lost.blocks().toLongArray());
                Wire.texts(out, lost.nodes());
                out.writeBoolean(lost.kept());
            }
            case JobEvent.SplitStarted started -> {
                out.writeByte(8);
                out.writeLong(started.epoch());
            }
        }
        out.writeLong(event.now());
    }

    public static JobEvent read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A job event");
        int tag = in.readByte();
        return switch (tag) {
            case 0 -> new JobEvent.Drive(Wire.text(in), in.readLong());
            case 1 -> new JobEvent.SplitDone(in.readLong(), in.readLong(), in.readLong());
            case 2 ->
                    new JobEvent.Settled(
                            (int) Wire.varint(in),
                            BitSet.valueOf(Wire.longs(in)),
                            FailurePolicyCodec.readCounts(in),
                            JobCodec.readFailure(in),
                            in.readLong());
            case 3 -> new JobEvent.Cancel(Wire.text(in), (int) Wire.varint(in), in.readLong());
            case 4 -> new JobEvent.Fail(in.readLong(), requiredFailure(in), in.readLong());
            case 5 -> new JobEvent.AggregateStarted(in.readLong(), in.readLong());
            case 6 ->
                    new JobEvent.AggregateDone(
                            in.readLong(),
                            Wire.requiredData(in),
                            Wire.text(in),
                            JobCodec.readFigures(in),
                            in.readLong());
            case 7 -> new JobEvent.Stopped(in.readLong(), JobCodec.readFigures(in), in.readLong());
            case 8 -> new JobEvent.SplitStarted(in.readLong(), in.readLong());
            case 9 -> new JobEvent.Confirm(in.readLong());
            case 10 -> new JobEvent.Added(in.readLong(), in.readLong());
            case 11 -> new JobEvent.Close(Wire.text(in), in.readLong());
            case 12 -> new JobEvent.Begin(in.readLong(), in.readLong());
            case 13 -> new JobEvent.NotNeeded(in.readLong(), Wire.text(in), in.readLong());
            case 40 ->
                    new JobEvent.StepsMoved(in.readLong(), StepCodec.readMoves(in), in.readLong());
            case 14 -> new JobEvent.Retry(Wire.text(in), (int) Wire.varint(in), in.readLong());
            case 15 -> new JobEvent.Reopened(in.readLong(), in.readLong());
            case 16 ->
                    new JobEvent.BlocksLost(
                            (int) Wire.varint(in),
                            BitSet.valueOf(Wire.longs(in)),
                            Wire.texts(in),
                            in.readBoolean(),
                            in.readLong());
            case 30 -> new JobEvent.Change(Wire.text(in), readEdit(in), in.readLong());
            default -> throw new IOException("Unknown job event " + tag);
        };
    }

    private static void writeEdit(JobEdit edit, DataOutput out) throws IOException {
        Wire.varint(out, edit.priority());
        for (JobEdit.Texts texts : List.of(edit.labels(), edit.metadata())) {
            Wire.map(out, texts.set());
            Wire.texts(out, texts.drop());
        }
        Wire.varint(out, edit.resultTtlMillis());
    }

    private static JobEdit readEdit(DataInput in) throws IOException {
        return new JobEdit(
                (int) Wire.varint(in),
                new JobEdit.Texts(Wire.map(in), Wire.texts(in)),
                new JobEdit.Texts(Wire.map(in), Wire.texts(in)),
                Wire.varint(in));
    }

    private static JobFailure requiredFailure(DataInput in) throws IOException {
        JobFailure failure = JobCodec.readFailure(in);
        if (failure == null) {
            throw new IOException("A failure without its reason; the event is damaged");
        }
        return failure;
    }
}
