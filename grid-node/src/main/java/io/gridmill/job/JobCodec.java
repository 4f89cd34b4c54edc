package io.gridmill.job;

import io.gridmill.job.JobRecord.Change;
import io.gridmill.job.JobRecord.Outcome;
import io.gridmill.job.JobRecord.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How jobs travel and are stored: a format number, then the fields in the order of the records. */
public final class JobCodec {
    private static final int FORMAT = 4;
    private static final JobState[] STATES = JobState.values();
    private static final Dependency.On[] ENDS = Dependency.On.values();

    private JobCodec() {}

    public static void write(JobRecord job, DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        writeSpec(job.spec(), out);
        out.writeLong(job.plan().tasks());
        Wire.varint(out, job.plan().blockSize());
        writeProgress(job.progress(), out);
        Wire.longs(out, job.settled().toLongArray());
        FailurePolicyCodec.write(job.failed(), out);
        writeFailure(job.failure(), out);
        writeOutcome(job.outcome(), out);
        Wire.varint(out, job.history().size());
        for (Change change : job.history()) {
            Wire.varint(out, change.number());
            out.writeLong(change.time());
            Wire.text(out, change.what());
            Wire.optionalText(out, change.detail());
        }
        StepCodec.writeSteps(job.steps(), out);
    }

    public static JobRecord read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A job record");
        JobSpec spec = readSpec(in);
        BlockPlan plan = new BlockPlan(in.readLong(), (int) Wire.varint(in));
        Progress progress = readProgress(in);
        BitSet settled = BitSet.valueOf(Wire.longs(in));
        FailedTasks failed = FailurePolicyCodec.readFailed(in);
        JobFailure failure = readFailure(in);
        Outcome outcome = readOutcome(in);
        int changes = Wire.length(in);
        List<Change> history = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            history.add(
                    new Change(
                            Wire.varint(in), in.readLong(), Wire.text(in), Wire.optionalText(in)));
        }
        return new JobRecord(
                spec,
                plan,
                progress,
                settled,
                failed,
                failure,
                outcome,
                history,
                StepCodec.readSteps(in));
    }

    static void writeSpec(JobSpec spec, DataOutput out) throws IOException {
        Wire.text(out, spec.id());
        Wire.text(out, spec.type());
        StepCodec.writeParent(spec.parent(), out);
        Wire.text(out, spec.parameters());
        Wire.data(out, spec.input());
        StepCodec.writeGraph(spec.graph(), out);
        Wire.varint(out, spec.priority());
        PlacementCodec.write(spec.placement(), out);
        Wire.text(out, spec.user());
        out.writeLong(spec.created());
        Wire.text(out, spec.requestDigest());
        writeConditions(spec.conditions(), out);
        out.writeLong(spec.timeoutMillis());
        out.writeLong(spec.taskTimeoutMillis());
        writeRule(spec.retry(), out);
        FailurePolicyCodec.write(spec.failurePolicy(), out);
        out.writeLong(spec.resultTtlMillis());
        out.writeBoolean(spec.open());
        out.writeBoolean(spec.keepTaskResults());
        Wire.map(out, spec.labels());
        Wire.map(out, spec.metadata());
    }

    static JobSpec readSpec(DataInput in) throws IOException {
        return new JobSpec(
                Wire.text(in),
                Wire.text(in),
                StepCodec.readParent(in),
                Wire.text(in),
                Wire.data(in),
                StepCodec.readGraph(in),
                (int) Wire.varint(in),
                PlacementCodec.read(in),
                Wire.text(in),
                in.readLong(),
                Wire.text(in),
                readConditions(in),
                in.readLong(),
                in.readLong(),
                readRule(in),
                FailurePolicyCodec.read(in),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                Wire.map(in),
                Wire.map(in));
    }

    private static void writeConditions(StartConditions conditions, DataOutput out)
            throws IOException {
        out.writeLong(conditions.startAt());
        out.writeLong(conditions.queueTimeoutMillis());
        Wire.varint(out, conditions.dependsOn().size());
        for (Dependency dependency : conditions.dependsOn()) {
            Wire.text(out, dependency.job());
            out.writeByte(dependency.on().ordinal());
        }
    }

    private static StartConditions readConditions(DataInput in) throws IOException {
        long startAt = in.readLong();
        long queueTimeout = in.readLong();
        int size = Wire.length(in);
        List<Dependency> dependsOn = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            dependsOn.add(new Dependency(Wire.text(in), ENDS[in.readByte()]));
        }
        return new StartConditions(startAt, queueTimeout, dependsOn);
    }

    /** How a retry rule travels. */
    public static void writeRule(RetryRule rule, DataOutput out) throws IOException {
        Wire.varint(out, rule.maxAttempts());
        Wire.varint(out, rule.initialDelay().toMillis());
        out.writeDouble(rule.multiplier());
        Wire.varint(out, rule.maxDelay().toMillis());
        Wire.texts(out, rule.on());
        out.writeBoolean(rule.onLoss().reassign());
        Wire.varint(out, rule.onLoss().poisonNodes());
    }

    public static RetryRule readRule(DataInput in) throws IOException {
        return new RetryRule(
                (int) Wire.varint(in),
                Duration.ofMillis(Wire.varint(in)),
                in.readDouble(),
                Duration.ofMillis(Wire.varint(in)),
                Wire.texts(in),
                new LossRule(in.readBoolean(), (int) Wire.varint(in)));
    }

    private static void writeProgress(Progress progress, DataOutput out) throws IOException {
        out.writeByte(progress.state().ordinal());
        Wire.varint(out, progress.generation());
        Wire.varint(out, progress.version());
        Wire.varint(out, progress.epoch());
        Wire.text(out, progress.driver());
        out.writeBoolean(progress.splitDone());
        Wire.varint(out, progress.tasks());
        out.writeBoolean(progress.closing());
        out.writeBoolean(progress.stopping());
        out.writeBoolean(progress.reopening());
        out.writeLong(progress.started());
        out.writeLong(progress.split());
        out.writeLong(progress.aggregating());
        out.writeLong(progress.ended());
    }

    private static Progress readProgress(DataInput in) throws IOException {
        return new Progress(
                STATES[in.readByte()],
                (int) Wire.varint(in),
                Wire.varint(in),
                Wire.varint(in),
                Wire.text(in),
                in.readBoolean(),
                Wire.varint(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    static void writeFailure(@Nullable JobFailure failure, DataOutput out) throws IOException {
        out.writeBoolean(failure != null);
        if (failure != null) {
            Wire.text(out, failure.code());
            Wire.text(out, failure.message());
            out.writeLong(failure.task());
        }
    }

    static @Nullable JobFailure readFailure(DataInput in) throws IOException {
        return in.readBoolean()
                ? new JobFailure(Wire.text(in), Wire.text(in), in.readLong())
                : null;
    }

    private static void writeOutcome(@Nullable Outcome outcome, DataOutput out) throws IOException {
        out.writeBoolean(outcome != null);
        if (outcome != null) {
            Wire.data(out, outcome.result());
            Wire.optionalText(out, outcome.mediaType());
            writeFigures(outcome.figures(), out);
        }
    }

    private static @Nullable Outcome readOutcome(DataInput in) throws IOException {
        return in.readBoolean()
                ? new Outcome(Wire.data(in), Wire.optionalText(in), readFigures(in))
                : null;
    }

    /** How figures travel. */
    public static void writeFigures(JobFigures figures, DataOutput out) throws IOException {
        Wire.longs(out, figures.counts());
        Wire.varint(out, figures.attempts());
        Wire.varint(out, figures.retried());
        Wire.varint(out, figures.lost());
        Wire.varint(out, figures.late());
        out.writeDouble(figures.runMillis());
    }

    public static JobFigures readFigures(DataInput in) throws IOException {
        return new JobFigures(
                Wire.longs(in),
                Wire.varint(in),
                Wire.varint(in),
                Wire.varint(in),
                Wire.varint(in),
                in.readDouble());
    }
}
