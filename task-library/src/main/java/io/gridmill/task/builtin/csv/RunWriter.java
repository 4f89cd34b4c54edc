package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a run: the number of its format, malformed rows, then groups in their order. Per group: 1, how many bytes its key
 * shares with the beginning of the one before, how many follow, these bytes, its state. A 0 ends
 * the run, so that a cut one is noticed.
 */
final class RunWriter implements GroupSink {
    /** Changes with the format, so that nodes of different versions do not misread each other. */
    static final int FORMAT = 1;

    private final RunOutput out;
    private byte[] before = {};

    /** Writes to a stream that need not be buffered, and does not close it. */
    RunWriter(OutputStream out, BadRows bad) throws IOException {
        this.out = new RunOutput(out);
        this.out.number(FORMAT);
        bad.write(this.out);
    }

    @Override
    public void add(byte[] key, int length, GroupState state) throws IOException {
        int mismatch = Arrays.mismatch(before, 0, before.length, key, 0, length);
        int shared = mismatch < 0 ? length : mismatch;
        out.number(1);
        out.number(shared);
        out.number(length - shared);
        out.bytes(key, shared, length - shared);
        state.write(out);
        before = Arrays.copyOf(key, length);
    }

    /** Ends the run. */
    void end() throws IOException {
        out.number(0);
        out.flush();
    }
}
