package io.gridmill.ledger;

import io.gridmill.job.Wire;
import io.gridmill.ledger.TaskBlock.Elder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How attempts travel that no column holds. Parts of a block, whose format number covers them. */
final class AttemptCodec {
    private AttemptCodec() {}

    static void writePast(List<PastAttempt> past, DataOutput out) throws IOException {
        Wire.varint(out, past.size());
        for (PastAttempt attempt : past) {
            Wire.varint(out, attempt.index());
            Wire.varint(out, attempt.attempt());
            Wire.text(out, attempt.node());
            out.writeLong(attempt.start());
            out.writeFloat(attempt.runMillis());
            out.writeByte(attempt.outcome().code());
            Wire.optionalText(out, attempt.code());
            Wire.optionalText(out, attempt.message());
            Wire.varint(out, attempt.generation());
            Wire.varint(out, attempt.suspects());
        }
    }

    static List<PastAttempt> readPast(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<PastAttempt> past = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            past.add(
                    new PastAttempt(
                            (int) Wire.varint(in),
                            (int) Wire.varint(in),
                            Wire.text(in),
                            in.readLong(),
                            in.readFloat(),
                            AttemptOutcome.of(in.readByte()),
                            Wire.optionalText(in),
                            Wire.optionalText(in),
                            (int) Wire.varint(in),
                            (int) Wire.varint(in)));
        }
        return past;
    }

    static void writeElders(List<Elder> elders, DataOutput out) throws IOException {
        Wire.varint(out, elders.size());
        for (Elder elder : elders) {
            Wire.varint(out, elder.index());
            Wire.varint(out, elder.attempt());
            Wire.varint(out, elder.claim());
            out.writeLong(elder.start());
        }
    }

    static List<Elder> readElders(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<Elder> elders = size == 0 ? List.of() : new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elders.add(
                    new Elder(
                            (int) Wire.varint(in),
                            (int) Wire.varint(in),
                            (int) Wire.varint(in),
                            in.readLong()));
        }
        return elders;
    }
}
