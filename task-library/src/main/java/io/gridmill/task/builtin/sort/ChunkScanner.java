package io.gridmill.task.builtin.sort;

import io.gridmill.task.ByteRange;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the lines that begin in a chunk and hands them on in blocks. Begins one byte before it, as
 * if inside a line: what is left of that line, maybe only its line feed, belongs to an earlier
 * chunk.
 */
final class ChunkScanner {
    /** Longest line in bytes, with its line feed; a bound for what is held in memory. */
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final int PART = 256 * 1024;
    private static final int BEYOND = 16 * 1024;

    private final TaskContext context;
    private final ByteRange chunk;
    private final LineBlock lines;
    private final BlockEnd onFull;

    /** Where the first byte of the block lies in the input. */
    private long base;

    /** How far the block was searched for line feeds. */
    private int searched;

    /** Whether still in the line that an earlier chunk sorts. */
    private boolean skipping;

    /** Bytes of a byte order mark that are no part of the first line. */
    private int mark;

    /** Takes the whole lines of a block, which then goes on with new ones. */
    interface BlockEnd {
        void take(LineBlock lines) throws IOException;
    }

    ChunkScanner(TaskContext context, ByteRange chunk, BlockEnd onFull) {
        this.context = context;
        this.chunk = chunk;
        this.onFull = onFull;
        this.lines = new LineBlock(Math.toIntExact(chunk.length()) + BEYOND + 1);
    }

    /** Returns the last block. */
    LineBlock scan() throws IOException, TaskFailure {
        skipping = chunk.offset() > 0;
        base = Math.max(0, chunk.offset() - 1);
        if (!skipping) {
            mark = ByteOrderMark.length(context.input());
        }
        scanRange(base, chunk.end() - base);
        long next = chunk.end();
        long size = context.input().size();
        while (!skipping && lines.begun() > 0 && next < size) {
            int length = (int) Math.min(BEYOND, size - next);
            if (endIsIn(next, length)) {
                return lines;
            }
            next += length;
        }
        if (!skipping && lines.begun() > mark) {
            lines.reserve(1);
            lines.bytes()[lines.filled()] = '\n';
            lines.fill(1);
            endLine(lines.filled() - 1);
        }
        return lines;
    }

    private void scanRange(long offset, long length) throws IOException, TaskFailure {
        long left = length;
        try (InputStream in = context.input().open(offset, length)) {
            while (left > 0) {
                context.checkStopped();
                int part = (int) Math.min(left, PART);
                read(in, part);
                left -= part;
                if (skipping) {
                    skip();
                }
                findLines();
                context.progress((double) (length - left) / length / 2);
            }
        }
    }

    private void read(InputStream in, int length) throws IOException {
        lines.reserve(length);
        int read = in.readNBytes(lines.bytes(), lines.filled(), length);
        if (read < length) {
            throw new EOFException(
                    "The input of "
                            + context.input().size()
                            + " bytes ended "
                            + (length - read)
                            + " bytes early in the part at "
                            + chunk.offset());
        }
        lines.fill(length);
    }

    /** Drops what belongs to an earlier chunk. */
    private void skip() {
        int end = LineFeed.find(lines.bytes(), 0, lines.filled());
        skipping = end == lines.filled();
        lines.leaveOut(skipping ? end : end + 1);
        dropLines();
    }

    private void findLines() throws IOException, TaskFailure {
        if (skipping) {
            return;
        }
        int feed = LineFeed.find(lines.bytes(), searched, lines.filled());
        while (feed < lines.filled()) {
            endLine(feed);
            searched = feed + 1;
            if (lines.isFull()) {
                onFull.take(lines);
                dropLines();
            }
            feed = LineFeed.find(lines.bytes(), searched, lines.filled());
        }
        searched = lines.filled();
        checkLength(lines.begun());
    }

    private void dropLines() {
        int start = lines.start(lines.size());
        lines.clearLines();
        base += start;
        searched = 0;
    }

    private void endLine(int lineFeed) throws TaskFailure {
        lines.leaveOut(mark);
        mark = 0;
        checkLength(lineFeed + 1 - lines.start(lines.size()));
        lines.endLine(lineFeed);
    }

    /** Adds bytes beyond the chunk to the line begun; true when it ends there. */
    private boolean endIsIn(long offset, int length) throws IOException, TaskFailure {
        context.checkStopped();
        try (InputStream in = context.input().open(offset, length)) {
            read(in, length);
        }
        int feed = LineFeed.find(lines.bytes(), searched, lines.filled());
        if (feed < lines.filled()) {
            endLine(feed);
            return true;
        }
        searched = feed;
        checkLength(lines.begun());
        return false;
    }

    private void checkLength(int length) throws TaskFailure {
        if (length > LONGEST_LINE) {
            throw TaskFailure.giveUp(
                    "line-too-long",
                    "The line that begins at byte "
                            + (base + lines.start(lines.size()))
                            + " of the input is longer than the limit of "
                            + LONGEST_LINE
                            + " bytes (16 MiB); is the input text with line feeds?");
        }
    }
}
