package io.gridmill.cluster.members;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Hint;
import io.gridmill.engine.MemberQuestions;
import io.gridmill.engine.NodeCommand;
import io.gridmill.engine.Tally;
import io.gridmill.engine.Wants;
import io.gridmill.job.JobFilter;
import io.gridmill.job.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A question to one member; runs there on the executor's threads, and its answer is bytes. */
final class Question
        implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
    private static final int HINTS = 1;
    private static final int TALLY = 2;
    private static final int JOBS = 3;
    private static final int COMMAND = 10;
    private static final int FORMAT = 3;

    private int what;
    private byte[] details = {};
    private transient @Nullable MemberQuestions answers;

    /** For deserialisation. */
    Question() {}

    private Question(int what, Details details) {
        this.what = what;
        try {
            this.details = bytes(details);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be written", e);
        }
    }

    private interface Details {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Details details) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        details.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Which blocks have work to give; answered by {@link Hint#readAll}. */
    static Question hints(Wants wants) {
        return new Question(HINTS, wants::write);
    }

    /** How the blocks of a job stand; answered by {@link Tally#read}. */
    static Question tally(String job, long after) {
        return new Question(
                TALLY,
                out -> {
                    Wire.text(out, job);
                    out.writeLong(after);
                });
    }

    /** Which jobs there are; answered by {@link JobList#read}. */
    static Question jobs(JobFilter filter) {
        return new Question(JOBS, out -> JobList.writeFilter(filter, out));
    }

    /** What a node shall do; answered by {@link Heartbeat#read}. */
    static Question command(NodeCommand command) {
        return new Question(COMMAND, out -> NodeCommand.write(command, out));
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        answers = (MemberQuestions) instance.getUserContext().get(MemberQuestions.CONTEXT_KEY);
    }

    @Override
    public byte[] call() throws IOException {
        MemberQuestions member = answers;
        if (member == null) {
            throw new IllegalStateException("This member does not answer questions yet");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(details));
        return switch (what) {
            case HINTS -> {
                Wants wants = Wants.read(in);
                yield bytes(out -> Hint.writeAll(member.hints(wants), out));
            }
            case TALLY -> {
                Tally tally = member.tally(Wire.text(in), in.readLong());
                yield bytes(tally::write);
            }
            case JOBS -> {
                JobFilter filter = JobList.readFilter(in);
                yield bytes(out -> JobList.write(member.jobs(filter), out));
            }
            case COMMAND -> {
                NodeCommand command = NodeCommand.read(in);
                yield bytes(member.obey(command)::write);
            }
            default ->
                    throw new IllegalArgumentException(
                            "Unknown question " + what + "; all members must run the same version");
        };
    }

    @Override
    public int getFactoryId() {
        return MessageFactory.ID;
    }

    @Override
    public int getClassId() {
        return MessageFactory.QUESTION;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        out.writeByte(what);
        Wire.bytes(out, details);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A question");
        what = in.readByte();
        details = Wire.bytes(in);
    }
}
