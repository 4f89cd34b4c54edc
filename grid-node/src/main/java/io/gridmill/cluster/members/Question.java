package io.gridmill.cluster.members;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.job.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A question to one member; runs there on the executor's threads, and its answer is bytes. */
final class Question
        implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
    static final int HINTS = 1;
    static final int TALLY = 2;

    private int what;
    private String job = "";
    private long number;
    private transient @Nullable MemberQuestions answers;

    /** For deserialisation. */
    Question() {}

    Question(int what, String job, long number) {
        this.what = what;
        this.job = job;
        this.number = number;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        answers = (MemberQuestions) instance.getUserContext().get(MemberQuestions.CONTEXT_KEY);
    }

    @Override
    public byte[] call() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        MemberQuestions member = answers;
        if (member == null) {
            throw new IllegalStateException("This member does not answer questions yet");
        }
        switch (what) {
            case HINTS -> Hint.writeAll(member.hints((int) number), out);
            case TALLY -> member.tally(job, number).write(out);
            default ->
                    throw new IllegalArgumentException(
                            "Unknown question " + what + "; all members must run the same version");
        }
        return bytes.toByteArray();
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
        Wire.format(out, 1);
        out.writeByte(what);
        Wire.text(out, job);
        out.writeLong(number);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, 1, "A question");
        what = in.readByte();
        job = Wire.text(in);
        number = in.readLong();
    }
}
