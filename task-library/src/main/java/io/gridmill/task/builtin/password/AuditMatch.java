package io.gridmill.task.builtin.password;

/**
 * A word that has a hash.
 *
 * @param hash line of the hash, from 0
 * @param word line of the word, from 0
 */
record AuditMatch(long hash, long word) {}
