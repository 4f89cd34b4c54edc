package io.gridmill.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Something that must never be.
 *
 * @param invariant its number in the list of invariants, 1 to 9; 0 for rules of records
 * @param atMillis virtual time
 * @param job whose; null for none
 * @param task number of the task in the job; -1 for none
 */
public record Violation(
        int invariant, String what, long atMillis, @Nullable String job, long task) {}
