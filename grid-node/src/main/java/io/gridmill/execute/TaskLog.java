package io.gridmill.execute;

import io.gridmill.job.LogTail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The last lines that an attempt wrote. Bounded in bytes and in lines a second. Thread-safe. */
public final class TaskLog {
    /** Bytes that are kept. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final int LONGEST_LINE = 4 * 1024;
    private static final int LINES_PER_SECOND = 1_000;

    private final Clocks clocks;
    private final Runnable onNews;
    private final Runnable onEnd;
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private int bytes;
    private long written;
    private long second;
    private int inSecond;
    private long leftOut;
    private boolean closed;
    private boolean news;

    /**
     * Nothing written yet.
     *
     * @param onNews told that there is something new, once until it is taken
     * @param onEnd told that nothing more will come, unless nothing ever did
     */
    public TaskLog(Clocks clocks, Runnable onNews, Runnable onEnd) {
        this.clocks = clocks;
        this.onNews = onNews;
        this.onEnd = onEnd;
    }

    /** Writes lines; those of a closed log are left out. */
    public void write(String text) {
        text.lines().forEach(this::line);
    }

    private void line(String text) {
        boolean first;
        synchronized (this) {
            if (closed || tooMany()) {
                return;
            }
            if (leftOut > 0) {
                add(
                        "["
                                + leftOut
                                + " lines left out: more than "
                                + LINES_PER_SECOND
                                + " a second]");
                leftOut = 0;
            }
            add(text);
            first = !news;
            news = true;
        }
        if (first) {
            onNews.run();
        }
    }

    private boolean tooMany() {
        long now = clocks.nanoTime() / 1_000_000_000;
        if (now != second) {
            second = now;
            inSecond = 0;
        }
        if (++inSecond <= LINES_PER_SECOND) {
            return false;
        }
        leftOut++;
        return true;
    }

    private void add(String text) {
        byte[] line =
                (Instant.ofEpochMilli(clocks.wallMillis()) + " " + text + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        if (line.length > LONGEST_LINE) {
            byte[] end = " [cut]\n".getBytes(StandardCharsets.UTF_8);
            line = Arrays.copyOf(line, LONGEST_LINE);
            System.arraycopy(end, 0, line, LONGEST_LINE - end.length, end.length);
        }
        lines.add(line);
        written++;
        bytes += line.length;
        while (bytes > MOST_BYTES) {
            bytes -= lines.removeFirst().length;
        }
    }

    /** Ends it; what is written later is left out. */
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            news = true;
        }
        onEnd.run();
    }

    /** What is there now, which is no news any more. */
    public synchronized LogTail take() {
        news = false;
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes);
        lines.forEach(text::writeBytes);
        return new LogTail(
                written - lines.size(),
                lines.size(),
                closed,
                text.toString(StandardCharsets.UTF_8));
    }

    /** Whether there is something to take. */
    public synchronized boolean hasNews() {
        return news;
    }
}
