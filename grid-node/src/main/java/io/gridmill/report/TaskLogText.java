package io.gridmill.report;

import io.gridmill.job.LogTail;

/**
 * The log of a task's attempt as it is now.
 *
 * @param attempt number of the attempt
 * @param over whether the task has ended, or a later attempt has begun
 */
public record TaskLogText(int attempt, boolean over, LogTail tail) {}
