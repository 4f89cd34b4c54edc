package io.gridmill.cli;

import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.GridException;
import io.gridmill.report.JobStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a job to end and shows how far it is; a server that is away for a while is waited for.
 */
final class JobFollower {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final GridAccess grid;
    private final ProgressDisplay display;
    private boolean told;

    JobFollower(GridAccess grid, ProgressDisplay display) {
        this.grid = grid;
        this.display = display;
    }

    /** Follows the job to its end. */
    JobStatus follow(JobStatus submitted) throws InterruptedException {
        JobStatus job = submitted;
        long heard = System.nanoTime();
        while (!job.state().ended()) {
            display.show(job);
            long asked = System.nanoTime();
            JobStatus answer = ask(job.id(), asked - heard);
            if (answer != null) {
                heard = System.nanoTime();
                told = false;
                job = answer;
            }
            if (!job.state().ended()) {
                sleepUntil(asked + display.interval().toNanos());
            }
        }
        display.clear();
        return job;
    }

    /** The job now; null when the grid cannot answer but may soon. */
    private @Nullable JobStatus ask(String id, long silentNanos) throws InterruptedException {
        try {
            return grid.awaitEnd(id, display.interval());
        } catch (GridException | ServerUnreachableException e) {
            if (!Patience.passes(e)) {
                throw e;
            }
            bear(e, silentNanos);
            return null;
        }
    }

    private void bear(RuntimeException failure, long silentNanos) throws InterruptedException {
        if (silentNanos > LONGEST.toNanos() || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        if (!told) {
            display.say("The grid does not answer; the job goes on, asking again.");
            told = true;
        }
        TimeUnit.SECONDS.sleep(2);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        // Returns at once where the wait itself took that long, as it should.
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
