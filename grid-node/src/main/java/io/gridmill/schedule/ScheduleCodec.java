package io.gridmill.schedule;

import io.gridmill.job.Wire;
import io.gridmill.schedule.ScheduleRecord.Counts;
import io.gridmill.schedule.ScheduleRecord.Firing;
import io.gridmill.schedule.ScheduleRecord.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How schedules travel and are stored: a format number, then the fields of the records. */
public final class ScheduleCodec {
    private static final int FORMAT = 1;
    private static final Schedule.Overlap[] OVERLAPS = Schedule.Overlap.values();
    private static final Schedule.CatchUp[] CATCH_UPS = Schedule.CatchUp.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private ScheduleCodec() {}

    public static void write(ScheduleRecord record, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        writeSchedule(record.schedule(), out);
        Wire.varint(out, record.version());
        out.writeLong(record.checked());
        Wire.longs(out, record.backlog().stream().mapToLong(Long::longValue).toArray());
        Wire.optionalText(out, record.lastJob());
        Wire.varint(out, record.counts().fired());
        Wire.varint(out, record.counts().skipped());
        Wire.varint(out, record.counts().missed());
        Wire.varint(out, record.counts().failed());
        Wire.varint(out, record.recent().size());
        for (Firing firing : record.recent()) {
            out.writeLong(firing.due());
            out.writeLong(firing.at());
            out.writeByte(firing.outcome().ordinal());
            Wire.optionalText(out, firing.job());
            Wire.optionalText(out, firing.detail());
        }
    }

    public static ScheduleRecord read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A schedule");
        Schedule schedule = readSchedule(in);
        long version = Wire.varint(in);
        long checked = in.readLong();
        List<Long> backlog = new ArrayList<>();
        for (long time : Wire.longs(in)) {
            backlog.add(time);
        }
        String lastJob = Wire.optionalText(in);
        Counts counts =
                new Counts(Wire.varint(in), Wire.varint(in), Wire.varint(in), Wire.varint(in));
        int size = Wire.length(in);
        List<Firing> recent = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            recent.add(
                    new Firing(
                            in.readLong(),
                            in.readLong(),
                            OUTCOMES[in.readByte()],
                            Wire.optionalText(in),
                            Wire.optionalText(in)));
        }
        return new ScheduleRecord(schedule, version, checked, backlog, lastJob, counts, recent);
    }

    private static void writeSchedule(Schedule schedule, DataOutput out) throws IOException {
        Wire.text(out, schedule.name());
        Wire.optionalText(out, schedule.cron());
        Wire.varint(out, schedule.everyMillis());
        Wire.text(out, schedule.zone());
        out.writeByte(schedule.policy().overlap().ordinal());
        out.writeByte(schedule.policy().catchUp().ordinal());
        Wire.varint(out, schedule.policy().catchUpLimit());
        out.writeBoolean(schedule.enabled());
        out.writeLong(schedule.from());
        out.writeLong(schedule.until());
        Wire.text(out, schedule.job());
        Wire.text(out, schedule.owner().user());
        out.writeLong(schedule.owner().created());
        out.writeLong(schedule.owner().changed());
    }

    private static Schedule readSchedule(DataInput in) throws IOException {
        return new Schedule(
                Wire.text(in),
                Wire.optionalText(in),
                Wire.varint(in),
                Wire.text(in),
                new Schedule.Policy(
                        OVERLAPS[in.readByte()], CATCH_UPS[in.readByte()], (int) Wire.varint(in)),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                Wire.text(in),
                new Schedule.Owner(Wire.text(in), in.readLong(), in.readLong()));
    }

    /** How a change travels. */
    public static void writeChange(ScheduleChange change, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        switch (change) {
            case ScheduleChange.Put put -> {
                out.writeByte(0);
                writeSchedule(put.schedule(), out);
                out.writeLong(put.now());
            }
            case ScheduleChange.Advance advance -> {
                out.writeByte(1);
                write(advance.after(), out);
            }
        }
    }

    public static ScheduleChange readChange(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A change of a schedule");
        int tag = in.readByte();
        return switch (tag) {
            case 0 -> new ScheduleChange.Put(readSchedule(in), in.readLong());
            case 1 -> new ScheduleChange.Advance(read(in));
            default -> throw new IOException("Unknown change of a schedule " + tag);
        };
    }
}
