package io.gridmill.client;

/**
 * A part of an attempt's log.
 *
 * @param attempt number of the attempt
 * @param lines lines that it has written so far: where the next question goes on
 * @param over whether it writes no more
 * @param text the lines
 */
public record TaskLogPart(int attempt, long lines, boolean over, String text) {}
