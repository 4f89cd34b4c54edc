package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/** Writes numbers (LEB128) and bytes of a run. */
final class RunOutput {
    private static final int BUFFER = 32 * 1024;
    private static final int LONGEST_NUMBER = 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    /** Writes to a stream that need not be buffered, and does not close it. */
    RunOutput(OutputStream out) {
        this.out = out;
    }

    /** A number of 64 bits without sign. */
    void number(long number) throws IOException {
        if (used + LONGEST_NUMBER > BUFFER) {
            empty();
        }
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            buffer[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[used++] = (byte) rest;
    }

    /** A number of 64 bits with a sign, short where it is near 0. */
    void signed(long number) throws IOException {
        number((number << 1) ^ (number >> 63));
    }

    /** A decimal fraction of 0 or more decimals. */
    void decimal(BigDecimal value) throws IOException {
        byte[] digits = value.unscaledValue().toByteArray();
        number(value.scale());
        number(digits.length);
        bytes(digits, 0, digits.length);
    }

    void bytes(byte[] bytes, int from, int length) throws IOException {
        if (length > BUFFER - used) {
            empty();
        }
        if (length > BUFFER) {
            out.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, used, length);
            used += length;
        }
    }

    void flush() throws IOException {
        empty();
        out.flush();
    }

    private void empty() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
