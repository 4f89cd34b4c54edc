package io.gridmill.task.builtin.password;

/**
 * A hash of a list.
 *
 * @param line where it stands in the list, from 0, as far as the task can know; lines without a hash
 *     count too
 * @param key the same for this hash in every task of the job, and for no other
 */
record ListedHash(long line, int key, EncodedHash hash) {}
