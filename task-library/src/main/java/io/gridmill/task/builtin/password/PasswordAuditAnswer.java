package io.gridmill.task.builtin.password;

import io.gridmill.task.AccumulatingAggregator;
import io.gridmill.task.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts line numbers right and keeps the first word of each hash. Ordered, because a task knows its
 * lines only when all before it have been counted.
 */
final class PasswordAuditAnswer
        extends AccumulatingAggregator<PasswordAuditParameters, AuditTally, AuditTally> {
    private static final int FLUSH = 32 * 1024;

    @Override
    public String mediaType(PasswordAuditParameters parameters) {
        return "application/x-ndjson";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** How many lines a missing task stands for is not known: all after it would be off. */
    @Override
    public boolean bearsMissing(PasswordAuditParameters parameters) {
        return false;
    }

    @Override
    protected Codec<AuditTally> resultCodec() {
        return AuditTally.CODEC;
    }

    @Override
    protected Codec<AuditTally> accumulatorCodec() {
        return AuditTally.CODEC;
    }

    @Override
    protected AuditTally create(PasswordAuditParameters parameters) {
        return new AuditTally(parameters.input());
    }

    @Override
    protected AuditTally add(AuditTally accumulator, long task, AuditTally result) {
        accumulator.append(result);
        return accumulator;
    }

    @Override
    protected AuditTally merge(AuditTally accumulator, AuditTally other) {
        accumulator.append(other);
        return accumulator;
    }

    @Override
    protected void finish(
            PasswordAuditParameters parameters, AuditTally accumulator, OutputStream answer)
            throws IOException {
        write(accumulator, answer);
    }

    /** One JSON object a line, {@code {"hash":1,"word":2}}, by hash. */
    static void write(AuditTally tally, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (AuditMatch match : tally.matches()) {
            text.append("{\"hash\":").append(match.hash() + 1);
            text.append(",\"word\":").append(match.word() + 1).append("}\n");
            if (text.length() > FLUSH) {
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
