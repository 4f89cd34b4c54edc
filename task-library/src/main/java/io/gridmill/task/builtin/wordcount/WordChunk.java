package io.gridmill.task.builtin.wordcount;

/**
 * A range of the input. The words that start in it are counted, to their ends.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, 1 or more
 */
public record WordChunk(long offset, long length) {

    long end() {
        return offset + length;
    }
}
