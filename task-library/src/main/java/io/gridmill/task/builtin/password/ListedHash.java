package io.gridmill.task.builtin.password;

/**
 * A hash of a list.
 *
 * @param line where it stands in the list, from 0; lines without a hash count too
 */
record ListedHash(long line, EncodedHash hash) {}
