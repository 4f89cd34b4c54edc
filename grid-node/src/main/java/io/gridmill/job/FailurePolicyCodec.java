package io.gridmill.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How failure policies, and what a job knows of its failed tasks, travel inside a job. */
final class FailurePolicyCodec {
    private FailurePolicyCodec() {}

    static void write(FailurePolicy policy, DataOutput out) throws IOException {
        switch (policy) {
            case FailurePolicy.FailFast _ -> out.writeByte(0);
            case FailurePolicy.Continue _ -> out.writeByte(1);
            case FailurePolicy.Tolerate few -> {
                out.writeByte(2);
                Wire.varint(out, few.tasks());
            }
            case FailurePolicy.TolerateShare share -> {
                out.writeByte(3);
                out.writeDouble(share.percent());
            }
        }
    }

    static FailurePolicy read(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 0 -> new FailurePolicy.FailFast();
            case 1 -> new FailurePolicy.Continue();
            case 2 -> new FailurePolicy.Tolerate(Wire.varint(in));
            case 3 -> new FailurePolicy.TolerateShare(in.readDouble());
            default -> throw new IOException("Unknown failure policy " + tag);
        };
    }

    static void write(FailedTasks failed, DataOutput out) throws IOException {
        writeCounts(failed.byBlock(), out);
        JobCodec.writeFailure(failed.first(), out);
    }

    static FailedTasks readFailed(DataInput in) throws IOException {
        Map<Integer, Integer> byBlock = readCounts(in);
        @Nullable JobFailure first = JobCodec.readFailure(in);
        return new FailedTasks(byBlock, first);
    }

    static void writeCounts(Map<Integer, Integer> byBlock, DataOutput out) throws IOException {
        Wire.varint(out, byBlock.size());
        for (Map.Entry<Integer, Integer> entry : byBlock.entrySet()) {
            Wire.varint(out, entry.getKey());
            Wire.varint(out, entry.getValue());
        }
    }

    static Map<Integer, Integer> readCounts(DataInput in) throws IOException {
        int size = Wire.length(in);
        Map<Integer, Integer> byBlock = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            byBlock.put((int) Wire.varint(in), (int) Wire.varint(in));
        }
        return byBlock;
    }
}
