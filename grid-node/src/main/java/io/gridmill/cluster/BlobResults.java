package io.gridmill.cluster;

import io.gridmill.cluster.blob.BlobSink;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.execute.ResultStore;
import io.gridmill.job.DataRef;
import io.gridmill.task.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Small bytes stay in memory for a record; what grows beyond becomes a blob on disk. */
final class BlobResults implements ResultStore {
    private final BlobStore blobs;
    private final Path scratch;

    BlobResults(BlobStore blobs, Path scratch) throws IOException {
        this.blobs = blobs;
        this.scratch = Files.createDirectories(scratch);
    }

    @Override
    public Writer open(String reference) {
        return new SpillingWriter(blobs, reference);
    }

    @Override
    public Source source(DataRef data) {
        return switch (data) {
            case DataRef.Inline inline -> Source.of(inline.bytes());
            case DataRef.Blob blob -> blobs.source(blob);
        };
    }

    @Override
    public InputStream open(DataRef data, long offset, long length) throws IOException {
        return switch (data) {
            case DataRef.Inline inline -> {
                int from = (int) Math.min(offset, inline.size());
                int count = (int) Math.min(length, inline.size() - from);
                yield new ByteArrayInputStream(inline.bytes(), from, count);
            }
            case DataRef.Blob blob -> blobs.open(blob.digest(), offset, length);
        };
    }

    @Override
    public void release(DataRef data, String reference) {
        if (data instanceof DataRef.Blob blob) {
            blobs.removeReference(blob.digest(), reference);
        }
    }

    @Override
    public void releaseJob(String job) {
        blobs.releaseAll(job + "/");
    }

    @Override
    public boolean restore(DataRef data, String reference) {
        return !(data instanceof DataRef.Blob blob) || blobs.restore(blob, reference);
    }

    @Override
    public Path newDirectory() throws IOException {
        return Files.createTempDirectory(scratch, "step");
    }

    private static final class SpillingWriter extends Writer {
        private final BlobStore blobs;
        private final String reference;
        private ByteArrayOutputStream small = new ByteArrayOutputStream(64);
        private @Nullable BlobSink large;
        private long size;

        SpillingWriter(BlobStore blobs, String reference) {
            this.blobs = blobs;
            this.reference = reference;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (large == null && small.size() + length > DataRef.MAX_INLINE) {
                large = blobs.create(reference);
                small.writeTo(large);
                small = new ByteArrayOutputStream(0);
            }
            if (large == null) {
                small.write(bytes, offset, length);
            } else {
                large.write(bytes, offset, length);
            }
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public DataRef finish() throws IOException {
            if (large != null) {
                return large.commit();
            }
            return size == 0 ? DataRef.EMPTY : new DataRef.Inline(small.toByteArray());
        }

        @Override
        public void close() throws IOException {
            if (large != null) {
                large.close();
            }
        }
    }
}
