package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node tells all others every second, and at once when work appears.
 *
 * @param node id of the node
 * @param slots tasks it runs at once
 * @param busy slots that run one
 * @param bestPriority highest priority that waits in blocks it owns; 0 for nothing
 * @param ready tasks that wait in blocks it owns
 * @param vitals how it is
 * @param running what its slots run, "JOB/TASK"
 * @param jobs live jobs that it drives
 */
public record Heartbeat(
        String node,
        int slots,
        int busy,
        int bestPriority,
        long ready,
        long tasksDone,
        Vitals vitals,
        List<String> running,
        List<JobBrief> jobs) {
    private static final int FORMAT = 1;

    /**
     * How a node is.
     *
     * @param cpu share of the machine in use, 0 to 1; negative when not known
     * @param memory share of the heap in use, 0 to 1
     * @param load one-minute load average per core; negative when not known
     * @param busyReason why it takes no new work; empty when it does
     */
    public record Vitals(
            String address,
            double cpu,
            double memory,
            double load,
            long pid,
            long started,
            String version,
            String busyReason) {}

    /** This, with nothing that waits. */
    Heartbeat withoutWork() {
        return new Heartbeat(node, slots, busy, 0, 0, tasksDone, vitals, running, jobs);
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.text(out, node);
        Wire.varint(out, slots);
        Wire.varint(out, busy);
        Wire.varint(out, bestPriority);
        Wire.varint(out, ready);
        Wire.varint(out, tasksDone);
        Wire.text(out, vitals.address);
        out.writeDouble(vitals.cpu);
        out.writeDouble(vitals.memory);
        out.writeDouble(vitals.load);
        out.writeLong(vitals.pid);
        out.writeLong(vitals.started);
        Wire.text(out, vitals.version);
        Wire.text(out, vitals.busyReason);
        Wire.texts(out, running);
        Wire.varint(out, jobs.size());
        for (JobBrief job : jobs) {
            writeBrief(job, out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Heartbeat read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A heartbeat");
        String node = Wire.text(in);
        int slots = (int) Wire.varint(in);
        int busy = (int) Wire.varint(in);
        int bestPriority = (int) Wire.varint(in);
        long ready = Wire.varint(in);
        long tasksDone = Wire.varint(in);
        Vitals vitals =
                new Vitals(
                        Wire.text(in),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readLong(),
                        in.readLong(),
                        Wire.text(in),
                        Wire.text(in));
        List<String> running = Wire.texts(in);
        int size = Wire.length(in);
        List<JobBrief> jobs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            jobs.add(readBrief(in));
        }
        return new Heartbeat(
                node, slots, busy, bestPriority, ready, tasksDone, vitals, running, jobs);
    }

    /** Writes a job's brief for {@link #readBrief}. */
    public static void writeBrief(JobBrief job, DataOutput out) throws IOException {
        Wire.text(out, job.id());
        Wire.varint(out, job.priority());
        out.writeLong(job.created());
        Wire.varint(out, job.generation());
        Wire.varint(out, job.version());
        Wire.varint(out, job.blocks());
        out.writeBoolean(job.splitDone());
        out.writeBoolean(job.stopping());
        out.writeBoolean(job.failing());
        out.writeBoolean(job.ended());
    }

    /** Reads what {@link #writeBrief} wrote. */
    public static JobBrief readBrief(DataInput in) throws IOException {
        return new JobBrief(
                Wire.text(in),
                (int) Wire.varint(in),
                in.readLong(),
                (int) Wire.varint(in),
                Wire.varint(in),
                (int) Wire.varint(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }
}
