package io.gridmill.node;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.Content;
import io.gridmill.report.JobStatus;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.TypedJob.ResultReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the results of a job's tasks to a handler until the job has ended and all are taken. What was
 * taken is known here only: where this member dies, whoever attaches a handler next gets all again.
 */
final class ResultDelivery<O> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultDelivery.class);
    private static final int PAGE = 500;
    private static final long LOOK_MILLIS = 200;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final GridNode node;
    private final String job;
    private final ResultReader<O> reader;
    private final ResultHandler<O> handler;
    private final BitSet done = new BitSet();
    private int floor;

    ResultDelivery(GridNode node, String job, ResultReader<O> reader, ResultHandler<O> handler) {
        this.node = node;
        this.job = job;
        this.reader = reader;
        this.handler = handler;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() throws InterruptedException {
        try {
            // Asked before the tasks: what ended before it did is among them.
            JobStatus status = node.job(job);
            deliverAll();
            if (status.state().ended()) {
                return false;
            }
        } catch (GridException e) {
            if (e.code() == ErrorCode.NO_SUCH_JOB) {
                return false;
            }
            LOG.debug("Results of job {} cannot be looked at now; again soon", job, e);
        }
        Thread.sleep(LOOK_MILLIS);
        return true;
    }

    private void deliverAll() throws InterruptedException {
        String cursor = Integer.toString(floor);
        while (cursor != null) {
            Page<TaskStatus> page = node.tasks(job, null, cursor, PAGE);
            for (TaskStatus task : page.items()) {
                int number = (int) task.number();
                if (task.state().ended() && !done.get(number)) {
                    if (task.state() == TaskState.SUCCEEDED) {
                        deliver(number);
                    }
                    done.set(number);
                }
            }
            cursor = page.next();
        }
        floor = done.nextClearBit(floor);
    }

    private void deliver(long number) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            try {
                handler.accept(number, read(number));
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.warn(
                        "The result of task {} of job {} was not taken and comes again: {}",
                        number,
                        job,
                        e.toString());
                Thread.sleep(pause);
            }
        }
    }

    private O read(long number) throws IOException {
        Content content = node.taskResult(job, number);
        try (InputStream in = new BufferedInputStream(content.open(0, content.size()))) {
            return reader.read(in);
        }
    }
}
