package io.gridmill.engine;

import io.gridmill.claim.NodeView;
import io.gridmill.claim.NodeView.Fitness;
import io.gridmill.job.JobBrief;
import io.gridmill.job.LossRule;
import io.gridmill.job.PlacementCodec;
import io.gridmill.job.Wire;
import io.gridmill.report.NodeCondition;
import io.gridmill.report.NodeRole;
import io.gridmill.report.NodeState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a node tells all others every second, and at once when work appears.
 *
 * @param node id of the node
 * @param slots tasks it runs at once
 * @param busy slots that run one
 * @param urgency how urgent the first is of what others may claim here, see {@link Urgency}; 0 for
 *     nothing
 * @param ready tasks that wait in blocks it owns
 * @param vitals how it is
 * @param condition where it stands, as it says itself
 * @param leaving whether it is about to end
 * @param role what it is there for
 * @param labels what its owner calls it
 * @param types task types that it runs
 * @param capacity what its tasks may use, and do use
 * @param running what its slots run, "JOB/TASK"
 * @param jobs live jobs that it drives
 * @param gridSize the most members that keep data that it knows of
 */
public record Heartbeat(
        String node,
        int slots,
        int busy,
        int urgency,
        long ready,
        long tasksDone,
        Vitals vitals,
        NodeCondition condition,
        boolean leaving,
        NodeRole role,
        Map<String, String> labels,
        List<String> types,
        Capacity capacity,
        List<String> running,
        List<JobBrief> jobs,
        int gridSize) {
    private static final int FORMAT = 7;

    /**
     * How a node is.
     *
     * @param cpu share of the machine in use, 0 to 1; negative when not known
     * @param memory share of the heap in use, 0 to 1
     * @param load one-minute load average per core; negative when not known
     * @param ownCpu share of the machine that this node's process and its children use
     * @param foreignCpu share of the machine that others than the grid use; negative when not known
     * @param taskLoad tasks that ran here, averaged over a minute
     */
    public record Vitals(
            String address,
            double cpu,
            double memory,
            double load,
            double ownCpu,
            double foreignCpu,
            double taskLoad,
            long pid,
            long started,
            String version) {

        /** The machine within the address: nodes of one machine share it. */
        public String host() {
            int colon = address.lastIndexOf(':');
            return colon < 0 ? address : address.substring(0, colon);
        }

        private void write(DataOutput out) throws IOException {
            Wire.text(out, address);
            out.writeDouble(cpu);
            out.writeDouble(memory);
            out.writeDouble(load);
            out.writeDouble(ownCpu);
            out.writeDouble(foreignCpu);
            out.writeDouble(taskLoad);
            out.writeLong(pid);
            out.writeLong(started);
            Wire.text(out, version);
        }

        private static Vitals read(DataInput in) throws IOException {
            return new Vitals(
                    Wire.text(in),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readLong(),
                    in.readLong(),
                    Wire.text(in));
        }
    }

    /**
     * The node as others see it.
     *
     * @param suspect whether nothing was heard of it for a while
     * @param used amounts that tasks use up there, in thousandths
     */
    public NodeView view(boolean suspect, Map<String, Long> used) {
        return new NodeView(
                node,
                suspect ? Fitness.SUSPECT : fitness(condition.state()),
                role.keepsData(),
                role.runsTasks(),
                slots,
                labels,
                types,
                capacity.resources(),
                used);
    }

    private static Fitness fitness(NodeState state) {
        return switch (state) {
            case ONLINE -> Fitness.ONLINE;
            case BUSY -> Fitness.BUSY;
            case DRAINING -> Fitness.DRAINING;
            case SUSPECT, OFFLINE -> Fitness.SUSPECT;
        };
    }

    /** The same with nothing that waits. */
    Heartbeat withoutWork() {
        return new Heartbeat(
                node, slots, busy, 0, 0, tasksDone, vitals, condition, leaving, role, labels, types,
                capacity, running, jobs, gridSize);
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.text(out, node);
        Wire.varint(out, slots);
        Wire.varint(out, busy);
        Wire.varint(out, urgency);
        Wire.varint(out, ready);
        Wire.varint(out, tasksDone);
        vitals.write(out);
        Wire.text(out, condition.state().name());
        Wire.text(out, condition.reason());
        out.writeLong(condition.since());
        out.writeBoolean(leaving);
        Wire.text(out, role.name());
        Wire.map(out, labels);
        Wire.texts(out, types);
        capacity.write(out);
        Wire.texts(out, running);
        Wire.varint(out, jobs.size());
        for (JobBrief job : jobs) {
            writeBrief(job, out);
        }
        Wire.varint(out, gridSize);
    }

    /** Reads what {@link #write} wrote. */
    public static Heartbeat read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A heartbeat");
        String node = Wire.text(in);
        int slots = (int) Wire.varint(in);
        int busy = (int) Wire.varint(in);
        int urgency = (int) Wire.varint(in);
        long ready = Wire.varint(in);
        long tasksDone = Wire.varint(in);
        Vitals vitals = Vitals.read(in);
        NodeCondition condition =
                new NodeCondition(NodeState.valueOf(Wire.text(in)), Wire.text(in), in.readLong());
        boolean leaving = in.readBoolean();
        NodeRole role = NodeRole.valueOf(Wire.text(in));
        Map<String, String> labels = Wire.map(in);
        List<String> types = Wire.texts(in);
        Capacity capacity = Capacity.read(in);
        List<String> running = Wire.texts(in);
        int size = Wire.length(in);
        List<JobBrief> jobs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            jobs.add(readBrief(in));
        }
        return new Heartbeat(
                node,
                slots,
                busy,
                urgency,
                ready,
                tasksDone,
                vitals,
                condition,
                leaving,
                role,
                labels,
                types,
                capacity,
                running,
                jobs,
                (int) Wire.varint(in));
    }

    /** Writes a job's brief for {@link #readBrief}. */
    public static void writeBrief(JobBrief job, DataOutput out) throws IOException {
        Wire.text(out, job.id());
        Wire.text(out, job.work().type());
        Wire.varint(out, job.priority());
        Wire.text(out, job.work().user());
        PlacementCodec.write(job.work().placement(), out);
        out.writeLong(job.work().since());
        out.writeLong(job.created());
        Wire.varint(out, job.generation());
        Wire.varint(out, job.version());
        Wire.varint(out, job.blocks());
        out.writeBoolean(job.splitDone());
        out.writeBoolean(job.stopping());
        out.writeBoolean(job.failing());
        out.writeBoolean(job.ended());
        out.writeBoolean(job.onLoss().reassign());
        Wire.varint(out, job.onLoss().poisonNodes());
        Wire.text(out, job.share().user());
        Wire.varint(out, job.share().tasksLeft());
        Wire.varint(out, job.share().bytes());
        Wire.varint(out, job.share().parameterBytes());
    }

    /** Reads what {@link #writeBrief} wrote. */
    public static JobBrief readBrief(DataInput in) throws IOException {
        return new JobBrief(
                Wire.text(in),
                new JobBrief.Claimable(
                        Wire.text(in),
                        (int) Wire.varint(in),
                        Wire.text(in),
                        PlacementCodec.read(in),
                        in.readLong()),
                in.readLong(),
                (int) Wire.varint(in),
                Wire.varint(in),
                (int) Wire.varint(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                new LossRule(in.readBoolean(), (int) Wire.varint(in)),
                new JobBrief.Share(
                        Wire.text(in), Wire.varint(in), Wire.varint(in), Wire.varint(in)));
    }
}
