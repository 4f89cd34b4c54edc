package io.gridmill.task.builtin.password;

import io.gridmill.task.JobInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of the input, which tells how long its lines are and so how to divide it. The same
 * for every split of a job, as the input is.
 */
final class InputSample {
    private static final int BYTES = 64 * 1024;

    private final byte[] head;

    private InputSample(byte[] head) {
        this.head = head;
    }

    static InputSample of(JobInput input) throws IOException {
        try (InputStream in = input.open(0, Math.min(BYTES, input.size()))) {
            return new InputSample(in.readNBytes(BYTES));
        }
    }

    /** Average bytes of a line with its end, 1 or more. */
    double averageLine() {
        int ends = 0;
        for (int i = LineEnds.next(head, 0, head.length);
                i < head.length;
                i = LineEnds.next(head, i + 1, head.length)) {
            ends++;
        }
        return Math.max(1, (double) head.length / Math.max(1, ends));
    }

    /** The lines, the last one maybe cut. */
    List<String> lines() {
        return new String(head, StandardCharsets.ISO_8859_1).lines().toList();
    }

    void wipe() {
        Arrays.fill(head, (byte) 0);
    }
}
