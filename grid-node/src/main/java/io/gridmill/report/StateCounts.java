package io.gridmill.report;

/**
 * What an import did.
 *
 * @param jobs jobs that were brought in
 * @param known jobs that were there already, and stay as they are
 * @param schedules schedules that were brought in or were there already
 */
public record StateCounts(long jobs, long known, long schedules) {}
