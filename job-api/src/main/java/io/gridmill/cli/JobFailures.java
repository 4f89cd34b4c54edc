package io.gridmill.cli;

import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.JobStatus.Failure;

/** What is said about a job that ended without a result. */
final class JobFailures {
    private JobFailures() {}

    /** The error that ends the command. */
    static CommandException of(JobStatus job) {
        return CommandException.failed(text(job), null);
    }

    private static String text(JobStatus job) {
        Failure error = job.error();
        if (job.state() == JobState.CANCELLED) {
            return "Job " + job.id() + " was cancelled and so has no result.";
        }
        if (error == null) {
            return "Job " + job.id() + " failed.";
        }
        String name = "Task " + error.task();
        boolean told = error.task() == null || error.message().contains(name);
        String task = told ? "" : " " + name + " caused it.";
        return "Job "
                + job.id()
                + " failed: "
                + error.message()
                + " ["
                + error.code()
                + "]."
                + task;
    }

    /** 0 for a job that succeeded, else 1. */
    static int status(JobStatus job) {
        return job.state() == JobState.SUCCEEDED ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
