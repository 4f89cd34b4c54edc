package io.gridmill.task;

/**
 * A part of an input; the usual item of a task that reads one.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, 1 or more
 */
public record ByteRange(long offset, long length) {
    public ByteRange {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException(
                    "A range of " + length + " bytes from " + offset + " on is none");
        }
    }

    /** The byte after the last one. */
    public long end() {
        return offset + length;
    }

    /**
     * One of the ranges that an input is cut into.
     *
     * @param number of the range, from 0
     * @param length bytes of every range but the last, which may be shorter
     * @param size bytes of the input
     */
    public static ByteRange of(long number, long length, long size) {
        return new ByteRange(number * length, Math.min(length, size - number * length));
    }
}
