package io.gridmill.cli;

import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Repeats what may be repeated while the grid cannot answer: a member has died and the others take
 * over, which takes seconds. What a user waited hours for must not be lost in them.
 */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A question to the grid that does no harm when it is asked twice. */
    interface Question<T> {
        T ask() throws IOException;
    }

    private Patience() {}

    /** The answer, as soon as there is one; every other failure comes through at once. */
    static <T> T ask(Question<T> question) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                return question.ask();
            } catch (GridException | ServerUnreachableException e) {
                if (!passes(e) || System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw e;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.BELOW_QUORUM;
    }

    /** Whether the same question may be answered soon. */
    static boolean passes(RuntimeException failure) {
        return failure instanceof ServerUnreachableException
                || (failure instanceof GridException grid && isPassing(grid.code()));
    }
}
