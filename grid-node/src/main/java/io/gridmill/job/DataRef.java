package io.gridmill.job;

/** Bytes that a record refers to: small ones inside the record, large ones as a blob on disk. */
public sealed interface DataRef {

    /** Bytes up to this size stand in the record. */
    int MAX_INLINE = 16 * 1024;

    /** No bytes. */
    DataRef EMPTY = new Inline(new byte[0]);

    /** Number of bytes. */
    long size();

    /** Bytes in the record; the array must not be changed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Inline(byte[] bytes) implements DataRef {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    /**
     * Bytes on the disks of some nodes.
     *
     * @param digest SHA-256, 64 lower case hexadecimal digits
     */
    record Blob(String digest, long size) implements DataRef {}
}
