package io.gridmill.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How graphs and the standing of their steps travel, as parts of a job's record. */
final class StepCodec {
    private static final Dependency.On[] ENDS = Dependency.On.values();
    private static final StepRecord.State[] STATES = StepRecord.State.values();

    private StepCodec() {}

    static void writeParent(@Nullable StepOf parent, DataOutput out) throws IOException {
        Wire.optionalText(out, parent == null ? null : parent.job());
        if (parent != null) {
            Wire.text(out, parent.name());
        }
    }

    static @Nullable StepOf readParent(DataInput in) throws IOException {
        String job = Wire.optionalText(in);
        return job == null ? null : new StepOf(job, Wire.text(in));
    }

    static void writeGraph(@Nullable JobGraph graph, DataOutput out) throws IOException {
        Wire.varint(out, graph == null ? 0 : graph.steps().size());
        if (graph == null) {
            return;
        }
        for (JobGraph.Step step : graph.steps()) {
            Wire.text(out, step.name());
            Wire.varint(out, step.after().size());
            for (JobGraph.After after : step.after()) {
                Wire.text(out, after.step());
                out.writeByte(after.on().ordinal());
            }
            Wire.optionalText(out, step.inputFrom());
            JobCodec.writeSpec(step.spec(), out);
        }
    }

    static @Nullable JobGraph readGraph(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<JobGraph.Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = Wire.text(in);
            List<JobGraph.After> after = new ArrayList<>();
            for (int n = Wire.length(in); n > 0; n--) {
                after.add(new JobGraph.After(Wire.text(in), ENDS[in.readByte()]));
            }
            steps.add(new JobGraph.Step(name, after, Wire.optionalText(in), JobCodec.readSpec(in)));
        }
        return size == 0 ? null : new JobGraph(steps);
    }

    static void writeSteps(List<StepRecord> steps, DataOutput out) throws IOException {
        Wire.varint(out, steps.size());
        for (StepRecord step : steps) {
            write(step, out);
        }
    }

    static List<StepRecord> readSteps(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            steps.add(read(in));
        }
        return steps;
    }

    static void writeMoves(Map<Integer, StepRecord> moves, DataOutput out) throws IOException {
        Wire.varint(out, moves.size());
        for (Map.Entry<Integer, StepRecord> move : moves.entrySet()) {
            Wire.varint(out, move.getKey());
            write(move.getValue(), out);
        }
    }

    static Map<Integer, StepRecord> readMoves(DataInput in) throws IOException {
        Map<Integer, StepRecord> moves = new TreeMap<>();
        for (int n = Wire.length(in); n > 0; n--) {
            moves.put((int) Wire.varint(in), read(in));
        }
        return moves;
    }

    private static void write(StepRecord step, DataOutput out) throws IOException {
        out.writeByte(step.state().ordinal());
        Wire.varint(out, step.generation());
        out.writeLong(step.started());
        out.writeLong(step.ended());
        JobCodec.writeFailure(step.failure(), out);
        JobFigures figures = step.figures();
        out.writeBoolean(figures != null);
        if (figures != null) {
            JobCodec.writeFigures(figures, out);
        }
    }

    private static StepRecord read(DataInput in) throws IOException {
        return new StepRecord(
                STATES[in.readByte()],
                (int) Wire.varint(in),
                in.readLong(),
                in.readLong(),
                JobCodec.readFailure(in),
                in.readBoolean() ? JobCodec.readFigures(in) : null);
    }
}
