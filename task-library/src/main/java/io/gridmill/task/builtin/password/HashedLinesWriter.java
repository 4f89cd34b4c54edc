package io.gridmill.task.builtin.password;

import io.gridmill.task.Source;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes hashed lines as JSON lines, {@code {"line":1,"hash":"..."}}, counting lines from 1. At
 * millions of lines a second, so nothing is made anew for each.
 */
final class HashedLinesWriter {
    private static final int BUFFER = 256 * 1024;
    private static final int LONGEST_LINE = 512;
    private static final byte[] BEGIN = ascii("{\"line\":");
    private static final byte[] MIDDLE = ascii(",\"hash\":\"");
    private static final byte[] END = ascii("\"}\n");
    private static final byte[] DIGITS = ascii("0123456789abcdef");

    private final HashScheme scheme;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] number = new byte[20];
    private int used;
    private long line;

    HashedLinesWriter(HashScheme scheme, OutputStream out) {
        this.scheme = scheme;
        this.out = out;
    }

    /** All lines of one source. */
    void write(Source lines) throws IOException {
        byte[] entry = new byte[scheme.saltBytes() + scheme.digestBytes()];
        try (InputStream in = new BufferedInputStream(lines.open(), BUFFER)) {
            for (int n = in.readNBytes(entry, 0, entry.length);
                    n > 0;
                    n = in.readNBytes(entry, 0, entry.length)) {
                if (n < entry.length) {
                    throw new EOFException("The hashes of " + line + " lines end within one");
                }
                write(entry);
            }
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
        out.flush();
    }

    private void write(byte[] entry) throws IOException {
        if (buffer.length - used < LONGEST_LINE) {
            out.write(buffer, 0, used);
            used = 0;
        }
        line++;
        put(BEGIN);
        putNumber(line);
        put(MIDDLE);
        if (scheme instanceof HashScheme.Sha) {
            for (byte b : entry) {
                buffer[used++] = DIGITS[(b >> 4) & 15];
                buffer[used++] = DIGITS[b & 15];
            }
        } else {
            byte[] salt = Arrays.copyOf(entry, scheme.saltBytes());
            byte[] digest = Arrays.copyOfRange(entry, scheme.saltBytes(), entry.length);
            put(ascii(new EncodedHash(scheme, salt, digest).text()));
        }
        put(END);
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void putNumber(long value) {
        int at = number.length;
        long rest = value;
        do {
            number[--at] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        } while (rest > 0);
        System.arraycopy(number, at, buffer, used, number.length - at);
        used += number.length - at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
