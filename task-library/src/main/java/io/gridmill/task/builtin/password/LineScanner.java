package io.gridmill.task.builtin.password;

import io.gridmill.task.ByteRange;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Gives the lines that start in a range, to their ends. A line ends with a line feed or a carriage
 * return and a line feed, the last one also with the input. A byte order mark (UTF-8) before the
 * first line is no part of it. The buffer is wiped at the end: lines may be secret.
 */
final class LineScanner {
    /** Longest line in bytes, its end included; a bound for what is held in memory. */
    static final int LONGEST_LINE = 64 * 1024;

    private static final int BUFFER = 2 * LONGEST_LINE;

    /** Bytes read at once to find the end of the last line. */
    private static final int BEYOND = 4096;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TaskContext context;
    private final ByteRange range;
    private final int linesPerLook;
    private final DoubleConsumer progress;
    private final byte[] buffer;

    /** Where the first byte of the buffer lies in the input. */
    private long base;

    /** Bytes in the buffer. */
    private int filled;

    private long lines;
    private int linesToLook;

    /**
     * Tells the task's progress from 0 to 1.
     *
     * @param linesPerLook lines after which to look whether to stop
     */
    LineScanner(TaskContext context, ByteRange range, int linesPerLook) {
        this(context, range, linesPerLook, context::progress);
    }

    /** Where scanning is not the task's work, it tells its progress to somebody else. */
    LineScanner(TaskContext context, ByteRange range, int linesPerLook, DoubleConsumer progress) {
        this.progress = progress;
        this.context = context;
        this.range = range;
        this.linesPerLook = linesPerLook;
        this.buffer = new byte[(int) Math.min(BUFFER, range.length() + LONGEST_LINE + 1)];
    }

    /** Scans the range, once; the number of lines that start in it. */
    long scan(LineSink sink) throws IOException, TaskFailure {
        // One byte before: only a line feed there tells that a line starts with the range.
        base = Math.max(0, range.offset() - 1);
        JobInput input = context.input();
        long size = input.size();
        try (InputStream in = input.open(base, end(size) - base)) {
            boolean skipping = range.offset() > 0;
            int start = 0;
            while (base + start < range.end()) {
                int end = LineEnds.next(buffer, start, filled);
                if (end == filled && base + filled < size) {
                    start = more(in, start, size, skipping);
                    continue;
                }
                if (!skipping) {
                    give(sink, start, end);
                }
                skipping = false;
                start = end + 1;
            }
            return lines;
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    /** Past the longest line that may start in the range. */
    private long end(long size) {
        return Math.min(size, range.end() + LONGEST_LINE + 1);
    }

    /** Reads more behind what is begun; where that starts now. */
    private int more(InputStream in, int start, long size, boolean skipping)
            throws IOException, TaskFailure {
        context.checkStopped();
        int kept = skipping ? 0 : filled - start;
        if (kept >= LONGEST_LINE) {
            throw new LineFault(context, base + start).tooLong(LONGEST_LINE);
        }
        System.arraycopy(buffer, filled - kept, buffer, 0, kept);
        base += filled - kept;
        long at = base + kept;
        long useful = Math.max(BEYOND, range.end() - at);
        int wanted = (int) Math.min(Math.min(useful, buffer.length - kept), end(size) - at);
        int read = in.readNBytes(buffer, kept, wanted);
        if (read < wanted) {
            throw new EOFException(
                    "The input of " + size + " bytes ended early, at " + (at + read));
        }
        filled = kept + read;
        return 0;
    }

    private void give(LineSink sink, int start, int end) throws IOException, TaskFailure {
        int length = end - start;
        if (length >= LONGEST_LINE) {
            throw new LineFault(context, base + start).tooLong(LONGEST_LINE);
        }
        if (--linesToLook < 0) {
            linesToLook = linesPerLook - 1;
            context.checkStopped();
            progress.accept((double) (base + start - range.offset()) / range.length());
        }
        lines++;
        int from = base + start == 0 && startsWithMark(end) ? BYTE_ORDER_MARK.length : start;
        boolean carriageReturn = end < filled && end > from && buffer[end - 1] == '\r';
        sink.line(base + start, buffer, from, carriageReturn ? end - 1 : end);
    }

    private boolean startsWithMark(int end) {
        int length = BYTE_ORDER_MARK.length;
        return end >= length && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length);
    }
}
