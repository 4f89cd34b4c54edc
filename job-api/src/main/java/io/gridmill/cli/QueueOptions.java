package io.gridmill.cli;

import io.gridmill.claim.QueueLimits;
import io.gridmill.node.GridConfig;
import java.util.List;
import picocli.CommandLine.Option;

/** How much may wait before jobs are refused. */
final class QueueOptions {
    @Option(
            names = "--max-waiting-jobs",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_QUEUE_MAX_WAITING_JOBS:-1000}",
            description =
                    "Jobs that have not ended (default: 1000). Also"
                            + " GRIDMILL_QUEUE_MAX_WAITING_JOBS.")
    private int jobs;

    @Option(
            names = "--max-waiting-tasks",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_QUEUE_MAX_WAITING_TASKS:-20000000}",
            description =
                    "Tasks that wait (default: 20000000). Also GRIDMILL_QUEUE_MAX_WAITING_TASKS.")
    private long tasks;

    @Option(
            names = "--max-jobs-per-user",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_QUEUE_MAX_JOBS_PER_USER:-1000}",
            description =
                    "Jobs of one user that have not ended (default: 1000). Also"
                            + " GRIDMILL_QUEUE_MAX_JOBS_PER_USER.")
    private int userJobs;

    @Option(
            names = "--max-tasks-per-user",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_QUEUE_MAX_TASKS_PER_USER:-20000000}",
            description =
                    "Tasks of one user's jobs that have not settled (default: 20000000). Also"
                            + " GRIDMILL_QUEUE_MAX_TASKS_PER_USER.")
    private long userTasks;

    @Option(
            names = "--max-waiting-bytes",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_QUEUE_MAX_WAITING_BYTES:-274877906944}",
            description =
                    "Parameters and inputs of jobs that have not ended (default: 256 GiB). Also"
                            + " GRIDMILL_QUEUE_MAX_WAITING_BYTES.")
    private long bytes;

    /** The same limits with these in them. */
    GridConfig.Limits in(GridConfig.Limits limits) {
        if (jobs < 1 || tasks < 1) {
            throw CommandException.usage(
                    "--max-waiting-jobs and --max-waiting-tasks must be 1 or more.");
        }
        try {
            return limits.withQueue(jobs, tasks, new QueueLimits(userJobs, userTasks, bytes));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** The arguments that give another node the same limits. */
    List<String> arguments() {
        return List.of(
                "--max-waiting-jobs",
                Integer.toString(jobs),
                "--max-waiting-tasks",
                Long.toString(tasks),
                "--max-jobs-per-user",
                Integer.toString(userJobs),
                "--max-tasks-per-user",
                Long.toString(userTasks),
                "--max-waiting-bytes",
                Long.toString(bytes));
    }
}
