package io.gridmill.cluster.members;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.engine.Heartbeat;
import io.gridmill.job.JobBrief;
import io.gridmill.job.Wire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A message to all members: a heartbeat, or that a job changed. May be lost. */
final class Notice implements IdentifiedDataSerializable {
    private @Nullable Heartbeat heartbeat;
    private @Nullable JobBrief changedJob;
    private String forgottenJob = "";

    /** For deserialisation. */
    Notice() {}

    static Notice of(Heartbeat heartbeat) {
        Notice notice = new Notice();
        notice.heartbeat = heartbeat;
        return notice;
    }

    static Notice jobChanged(JobBrief job) {
        Notice notice = new Notice();
        notice.changedJob = job;
        return notice;
    }

    static Notice jobForgotten(String job) {
        Notice notice = new Notice();
        notice.forgottenJob = job;
        return notice;
    }

    @Nullable Heartbeat heartbeat() {
        return heartbeat;
    }

    @Nullable JobBrief changedJob() {
        return changedJob;
    }

    String forgottenJob() {
        return forgottenJob;
    }

    @Override
    public int getFactoryId() {
        return MessageFactory.ID;
    }

    @Override
    public int getClassId() {
        return MessageFactory.NOTICE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.format(out, 1);
        out.writeBoolean(heartbeat != null);
        if (heartbeat != null) {
            heartbeat.write(out);
        }
        out.writeBoolean(changedJob != null);
        if (changedJob != null) {
            Heartbeat.writeBrief(changedJob, out);
        }
        Wire.text(out, forgottenJob);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, 1, "A notice");
        heartbeat = in.readBoolean() ? Heartbeat.read(in) : null;
        changedJob = in.readBoolean() ? Heartbeat.readBrief(in) : null;
        forgottenJob = Wire.text(in);
    }
}
