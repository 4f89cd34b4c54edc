package io.gridmill.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls tasks from a source into an open job, no more than the grid can soon run, and closes the job
 * when the source ends. Where this member dies, the job stays open with what it had: its tasks run,
 * and somebody else may add to it, close it or cancel it.
 */
final class SourcePump<I> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SourcePump.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 256;
    private static final int LEAST_AHEAD = 64;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final GridNode node;
    private final String job;
    private final TaskSource<I> source;
    private final String run = UUID.randomUUID().toString();
    private long batches;

    SourcePump(GridNode node, String job, TaskSource<I> source) {
        this.node = node;
        this.job = job;
        this.source = source;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = pull();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pulls once; whether there may be more. */
    private boolean pull() throws InterruptedException {
        try {
            JobStatus status = node.job(job);
            if (!status.open()) {
                return false;
            }
            int room = room(status.tasks());
            if (room <= 0) {
                Thread.sleep(PAUSE);
                return true;
            }
            Optional<List<I>> next = source.next(Math.min(room, BATCH));
            if (next.isEmpty()) {
                node.close(job, Grid.USER);
                return false;
            }
            if (next.get().isEmpty()) {
                Thread.sleep(PAUSE);
                return true;
            }
            add(next.get());
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (GridException e) {
            if (e.code() == ErrorCode.NO_SUCH_JOB || e.code() == ErrorCode.JOB_CLOSED) {
                LOG.info("Job {} takes no more tasks; its source is left alone", job);
                return false;
            }
            return again(e);
        } catch (Exception e) {
            return again(e);
        }
    }

    private static boolean again(Exception e) throws InterruptedException {
        LOG.warn("A source of tasks failed and is asked again in a second: {}", e.toString());
        LOG.debug("The source's failure", e);
        Thread.sleep(AFTER_FAULT);
        return true;
    }

    /** Two claims' worth for each slot may wait, and some for the start. */
    private int room(TaskCounts counts) {
        long waits = counts.waiting() + counts.ready();
        return (int) (Math.max(LEAST_AHEAD, node.cluster().slots() * 64L) - waits);
    }

    /** Adds what was pulled until that is known to be done: it would be lost otherwise. */
    private void add(List<I> items) throws InterruptedException {
        List<ObjectNode> tasks = items.stream().map(SourcePump::task).toList();
        String key = run + "-" + batches++;
        while (true) {
            try {
                node.addTasks(job, tasks, key);
                return;
            } catch (GridException e) {
                if (e.code() != ErrorCode.UNAVAILABLE
                        && e.code() != ErrorCode.BELOW_QUORUM
                        && e.code() != ErrorCode.QUEUE_FULL) {
                    throw e;
                }
                Thread.sleep(AFTER_FAULT);
            }
        }
    }

    private static ObjectNode task(Object value) {
        ObjectNode task = JSON.createObjectNode();
        task.set("value", JSON.valueToTree(value));
        return task;
    }
}
