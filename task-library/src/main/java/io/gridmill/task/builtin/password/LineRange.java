package io.gridmill.task.builtin.password;

/**
 * A range of the input. It stands for the lines that start in it, to their ends.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, 1 or more
 */
record LineRange(long offset, long length) {

    long end() {
        return offset + length;
    }

    /** Range {@code number} of ranges of {@code length} bytes in an input of {@code size}. */
    static LineRange of(long number, long length, long size) {
        return new LineRange(number * length, Math.min(length, size - number * length));
    }
}
