package io.gridmill.node;

import io.gridmill.claim.QueueLimits;
import java.time.Duration;

/** Limits being changed: those that are not stay as they were. For one thread. */
final class LimitsDraft {
    int maxWaitingJobs;
    long maxWaitingTasks;
    long maxTasksPerJob;
    long maxTaskResult;
    long maxBlob;
    long diskBudget;
    Duration cancelGrace;
    Duration shutdownGrace;
    int maxNodes;
    int maxJobsPerUser;
    long maxTasksPerUser;
    long maxWaitingBytes;
    long maxParameterBytes;

    LimitsDraft(GridConfig.Limits from) {
        maxWaitingJobs = from.maxWaitingJobs();
        maxWaitingTasks = from.maxWaitingTasks();
        maxTasksPerJob = from.maxTasksPerJob();
        maxTaskResult = from.maxTaskResult();
        maxBlob = from.maxBlob();
        diskBudget = from.diskBudget();
        cancelGrace = from.cancelGrace();
        shutdownGrace = from.shutdownGrace();
        maxNodes = from.maxNodes();
        queue(from.queue());
    }

    void queue(QueueLimits of) {
        maxJobsPerUser = of.maxJobsPerUser();
        maxTasksPerUser = of.maxTasksPerUser();
        maxWaitingBytes = of.maxWaitingBytes();
        maxParameterBytes = of.maxParameterBytes();
    }

    GridConfig.Limits build() {
        return new GridConfig.Limits(
                maxWaitingJobs,
                maxWaitingTasks,
                maxTasksPerJob,
                maxTaskResult,
                maxBlob,
                diskBudget,
                cancelGrace,
                shutdownGrace,
                maxNodes,
                new QueueLimits(
                        maxJobsPerUser, maxTasksPerUser, maxWaitingBytes, maxParameterBytes));
    }
}
