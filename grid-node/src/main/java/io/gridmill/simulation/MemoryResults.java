package io.gridmill.simulation;

import io.gridmill.execute.ResultStore;
import io.gridmill.job.DataRef;
import io.gridmill.task.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Bytes of any size stand in the records: blobs are not simulated. */
final class MemoryResults implements ResultStore {

    @Override
    public Writer open(String reference) {
        return new Memory();
    }

    @Override
    public Source source(DataRef data) {
        return Source.of(bytes(data));
    }

    @Override
    public InputStream open(DataRef data, long offset, long length) {
        byte[] bytes = bytes(data);
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
    }

    private static byte[] bytes(DataRef data) {
        return switch (data) {
            case DataRef.Inline inline -> inline.bytes();
            case DataRef.Blob _ -> throw new IllegalStateException("No blob is ever made here");
        };
    }

    @Override
    public void release(DataRef data, String reference) {}

    @Override
    public void releaseJob(String job) {}

    @Override
    public Path newDirectory() throws IOException {
        throw new IOException("Simulated jobs need no files");
    }

    private static final class Memory extends Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes.write(some, offset, length);
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public DataRef finish() {
            return bytes.size() == 0 ? DataRef.EMPTY : new DataRef.Inline(bytes.toByteArray());
        }
    }
}
