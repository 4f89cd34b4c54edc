package io.gridmill.task.builtin.csv;

import io.gridmill.task.Source;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads what {@link RunOutput} wrote. */
final class RunInput implements Closeable {
    private static final int BUFFER = 32 * 1024;

    /** More than any sum of the numbers that cells may hold has. */
    private static final int MOST_DIGITS = 2000;

    private final InputStream in;
    private final byte[] buffer;
    private int position;
    private int limit;

    RunInput(Source source) throws IOException {
        this.in = source.open();
        this.buffer = new byte[Math.clamp(source.size(), 1, BUFFER)];
    }

    /** A number of 64 bits without sign. */
    long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("A run of groups is damaged: a number in it is too long");
    }

    /** A number of 0 to {@code most}. */
    long number(long most) throws IOException {
        long number = number();
        if (number < 0 || number > most) {
            throw new IOException("A run of groups is damaged: a number in it is above " + most);
        }
        return number;
    }

    long signed() throws IOException {
        long number = number();
        return (number >>> 1) ^ -(number & 1);
    }

    BigDecimal decimal() throws IOException {
        int scale = (int) number(MOST_DIGITS);
        byte[] digits = new byte[(int) number(MOST_DIGITS)];
        bytes(digits, 0, digits.length);
        return new BigDecimal(new BigInteger(digits), scale);
    }

    void bytes(byte[] into, int at, int length) throws IOException {
        int read = 0;
        while (read < length) {
            if (position == limit) {
                fill();
            }
            int part = Math.min(length - read, limit - position);
            System.arraycopy(buffer, position, into, at + read, part);
            position += part;
            read += part;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte next() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++];
    }

    private void fill() throws IOException {
        limit = in.readNBytes(buffer, 0, buffer.length);
        position = 0;
        if (limit == 0) {
            throw new EOFException("A run of groups is cut off");
        }
    }
}
