package io.gridmill.task.builtin.sort;

import io.gridmill.task.Source;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What stands before the lines of a run, which follow in their order, each with its line feed.
 *
 * @param longestLine bytes that no line of the run exceeds, from which follows how many runs can be
 *     read at once
 */
record RunHeader(int longestLine) {
    static final int BYTES = Integer.BYTES;

    static RunHeader read(Source run) throws IOException {
        try (DataInputStream in = new DataInputStream(run.open())) {
            int longest = in.readInt();
            if (longest < 0 || longest > ChunkScanner.LONGEST_LINE) {
                throw new IOException(
                        "A run of sorted lines is damaged: it has lines of " + longest + " bytes");
            }
            return new RunHeader(longest);
        }
    }

    void write(OutputStream out) throws IOException {
        new DataOutputStream(out).writeInt(longestLine);
    }
}
