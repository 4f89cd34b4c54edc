package io.gridmill.api;

/** What the headers of a log's answer are called. */
final class LogHeaders {
    /** Number of the attempt. */
    static final String ATTEMPT = "Gridmill-Attempt";

    /** Lines that it has written so far: where the next question goes on. */
    static final String LINES = "Gridmill-Lines";

    /** Whether the attempt writes no more. */
    static final String OVER = "Gridmill-Over";

    private LogHeaders() {}
}
