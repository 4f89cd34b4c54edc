package io.gridmill.cluster.members;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.job.Wire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A message to all members: a heartbeat, or that a job changed. May be lost. */
final class Notice implements IdentifiedDataSerializable {
    private @Nullable Heartbeat heartbeat;
    private String changedJob = "";
    private boolean forget;

    /** For deserialisation. */
    Notice() {}

    static Notice of(Heartbeat heartbeat) {
        Notice notice = new Notice();
        notice.heartbeat = heartbeat;
        return notice;
    }

    static Notice jobChanged(String job) {
        Notice notice = new Notice();
        notice.changedJob = job;
        return notice;
    }

    static Notice jobForgotten(String job) {
        Notice notice = jobChanged(job);
        notice.forget = true;
        return notice;
    }

    @Nullable Heartbeat heartbeat() {
        return heartbeat;
    }

    String changedJob() {
        return changedJob;
    }

    boolean forget() {
        return forget;
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
        Wire.text(out, changedJob);
        out.writeBoolean(forget);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, 1, "A notice");
        heartbeat = in.readBoolean() ? Heartbeat.read(in) : null;
        changedJob = Wire.text(in);
        forget = in.readBoolean();
    }
}
