package io.gridmill.cluster.members;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.HintNews;
import io.gridmill.engine.Network;
import io.gridmill.job.JobBrief;
import io.gridmill.job.Wire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A message to all members: a heartbeat, that a job changed, what tasks found. May be lost. */
final class Notice implements IdentifiedDataSerializable {
    private static final int FORMAT = 2;

    private @Nullable Heartbeat heartbeat;
    private @Nullable JobBrief changedJob;
    private String forgottenJob = "";
    private @Nullable HintNews hints;

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

    static Notice of(HintNews hints) {
        Notice notice = new Notice();
        notice.hints = hints;
        return notice;
    }

    @Nullable Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Tells what it says. */
    void passTo(Network.Listener listener) {
        if (heartbeat != null) {
            listener.heartbeat(heartbeat);
        }
        if (changedJob != null) {
            listener.jobChanged(changedJob);
        }
        if (!forgottenJob.isEmpty()) {
            listener.jobForgotten(forgottenJob);
        }
        if (hints != null) {
            listener.hints(hints);
        }
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
        Wire.format(out, FORMAT);
        out.writeBoolean(heartbeat != null);
        if (heartbeat != null) {
            heartbeat.write(out);
        }
        out.writeBoolean(changedJob != null);
        if (changedJob != null) {
            Heartbeat.writeBrief(changedJob, out);
        }
        Wire.text(out, forgottenJob);
        out.writeBoolean(hints != null);
        if (hints != null) {
            hints.write(out);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A notice");
        heartbeat = in.readBoolean() ? Heartbeat.read(in) : null;
        changedJob = in.readBoolean() ? Heartbeat.readBrief(in) : null;
        forgottenJob = Wire.text(in);
        hints = in.readBoolean() ? HintNews.read(in) : null;
    }
}
