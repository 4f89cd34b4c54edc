package io.gridmill.task.builtin.wordcount;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes words as CSV (RFC 4180, lines end in a line feed) under the header {@code word,count}. The
 * bytes of words are written as they are, be they UTF-8 or not.
 */
final class WordCsv implements WordSink {
    private final OutputStream out;

    WordCsv(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.out.write("word,count\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void add(byte[] bytes, int from, int length, long count) throws IOException {
        if (mustBeQuoted(bytes, from, length)) {
            out.write('"');
            for (int i = from; i < from + length; i++) {
                if (bytes[i] == '"') {
                    out.write('"');
                }
                out.write(bytes[i]);
            }
            out.write('"');
        } else {
            out.write(bytes, from, length);
        }
        String end = "," + count + "\n";
        out.write(end.getBytes(StandardCharsets.US_ASCII));
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Words have no line ends in them. */
    private static boolean mustBeQuoted(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == ',' || bytes[i] == '"') {
                return true;
            }
        }
        return false;
    }
}
