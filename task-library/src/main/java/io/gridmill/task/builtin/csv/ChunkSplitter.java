package io.gridmill.task.builtin.csv;

import io.gridmill.task.JobInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input once and gives its chunks: chunk n holds the rows that begin in the n-th part of
 * the data. Where a row begins can only be known by reading from the start, as a line end may stand
 * between quotes; so can the number of its line.
 */
final class ChunkSplitter implements Iterator<CsvChunk>, Closeable {
    private final JobInput input;
    private final CsvParameters parameters;
    private final CsvHeader header;
    private final long count;
    private long chunks;
    private @Nullable RowReader rows;

    /** Where the next chunk begins. */
    private long offset;

    private long line;

    ChunkSplitter(CsvParameters parameters, CsvHeader header, JobInput input) {
        this.input = input;
        this.parameters = parameters;
        this.header = header;
        this.count = Math.ceilDiv(input.size() - header.offset(), (long) parameters.chunkSize());
        this.offset = header.offset();
        this.line = header.line();
    }

    /** Number of chunks. */
    long count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        return chunks < count;
    }

    @Override
    public CsvChunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return read(header.offset() + (chunks + 1) * parameters.chunkSize());
        } catch (IOException e) {
            throw new UncheckedIOException("The input cannot be read to find its rows", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }

    /** Reads to the first row that begins at this offset or after it. */
    private CsvChunk read(long border) throws IOException {
        RowReader reader = opened();
        long from = offset;
        long firstLine = line;
        while (offset < border && reader.next() != RowReader.Outcome.END) {
            offset = reader.nextOffset();
        }
        line = reader.nextLine();
        chunks++;
        if (!hasNext()) {
            close();
        }
        return new CsvChunk(from, offset - from, firstLine, header.layout());
    }

    private RowReader opened() throws IOException {
        RowReader reader = rows;
        if (reader == null) {
            reader =
                    new RowReader(
                            input.open(offset, input.size() - offset),
                            parameters.dialect(),
                            offset,
                            line);
            rows = reader;
        }
        return reader;
    }
}
