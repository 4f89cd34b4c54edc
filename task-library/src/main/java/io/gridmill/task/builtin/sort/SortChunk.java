package io.gridmill.task.builtin.sort;

/**
 * A range of the input. The lines that begin in it are sorted, to their ends.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, 1 or more
 */
public record SortChunk(long offset, long length) {

    long end() {
        return offset + length;
    }
}
