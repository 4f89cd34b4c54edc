package io.gridmill.task.builtin.sort;

import io.gridmill.task.JobInput;
import io.gridmill.task.TaskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The mark that may stand at the beginning of a text in Unicode. */
final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_BE = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] UTF_16_LE = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] UTF_32_BE = {0, 0, (byte) 0xfe, (byte) 0xff};

    private ByteOrderMark() {}

    /**
     * Bytes of the mark of UTF-8, 0 where there is none.
     *
     * @throws TaskFailure for a mark of an encoding whose lines are not bytes between line feeds
     */
    static int length(JobInput input) throws IOException, TaskFailure {
        byte[] head;
        try (InputStream in = input.open(0, UTF_32_BE.length)) {
            head = in.readNBytes(UTF_32_BE.length);
        }
        // The mark of little-endian UTF-32 begins with that of UTF-16.
        if (begins(head, UTF_16_LE) || begins(head, UTF_16_BE) || begins(head, UTF_32_BE)) {
            throw TaskFailure.giveUp(
                    "unsupported-encoding",
                    "The input begins with the byte order mark of UTF-16 or UTF-32, whose lines"
                            + " cannot be sorted as bytes; convert it, for instance with"
                            + " iconv -f UTF-16 -t UTF-8, and submit that");
        }
        return begins(head, UTF_8) ? UTF_8.length : 0;
    }

    private static boolean begins(byte[] head, byte[] mark) {
        return head.length >= mark.length
                && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
