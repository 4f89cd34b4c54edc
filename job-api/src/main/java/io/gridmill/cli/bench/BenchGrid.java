package io.gridmill.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.node.GridOperations;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeStatus;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The grid that is measured.
 *
 * @param grid asked through the member of this process
 * @param nodes how many members it has
 * @param kill kills the process of the member with this name
 */
public record BenchGrid(GridOperations grid, int nodes, Consumer<String> kill) {
    private static final String USER = "bench";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Waits until all members are there and every backup is in place. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (grid.cluster().nodes() < nodes || !grid.cluster().safe()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        grid.cluster().nodes() + " of " + nodes + " nodes are there after 60 s");
            }
            Thread.sleep(100);
        }
    }

    /** Slots of all members. */
    int slots() {
        return grid.nodes().stream().mapToInt(NodeStatus::slots).sum();
    }

    /** Submits a job of empty or sleeping tasks. */
    JobStatus submit(int tasks, int sleepMillis) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("tasks", tasks);
        if (sleepMillis > 0) {
            parameters.put("sleepMillis", sleepMillis);
        }
        JobRequest request = JobRequest.of("noop", parameters, InputData.none());
        return grid.submit(request, USER, null).job();
    }

    /** Waits for a job and forgets it. */
    void finish(String id) throws InterruptedException {
        JobStatus ended = grid.awaitEnd(id, LONGEST);
        if (ended.state() != JobState.SUCCEEDED) {
            throw new IllegalStateException(
                    "Job " + id + " of the measurement is " + ended.state() + ": " + ended.error());
        }
    }

    /** Runs a job from submission to its end; returns nanoseconds. */
    long time(int tasks, int sleepMillis) throws InterruptedException {
        long begun = System.nanoTime();
        String id = submit(tasks, sleepMillis).id();
        finish(id);
        long elapsed = System.nanoTime() - begun;
        grid.delete(id);
        return elapsed;
    }
}
