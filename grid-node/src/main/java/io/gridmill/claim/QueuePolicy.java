package io.gridmill.claim;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether there is room for another job. Pure. */
public final class QueuePolicy {
    private static final int LONGEST_SECONDS = 60;
    private static final int UNKNOWN_SECONDS = 5;

    /** Whoever comes back finds room for a while: this share of a limit is to be free again. */
    private static final double FREE_SHARE = 0.02;

    private QueuePolicy() {}

    /**
     * A refusal.
     *
     * @param message naming the limit, its value and the present figure
     * @param retryAfterSeconds 1 to 60; 0 where coming back does not help
     */
    public record Refusal(String message, int retryAfterSeconds) {}

    /**
     * A job that asks for room.
     *
     * @param tasks 0 where the split will show
     * @param bytes of its parameters and its input
     */
    public record Asked(String user, long tasks, long bytes, long parameterBytes) {}

    /** The refusal; null where there is room. */
    public static @Nullable Refusal decide(QueueLoad load, QueueLimits limits, Asked asked) {
        if (load.userJobs() >= limits.maxJobsPerUser()) {
            return full(
                    load.userJobs() + " jobs of " + asked.user() + " have not ended",
                    "queue.maxJobsPerUser",
                    limits.maxJobsPerUser(),
                    jobSeconds(load, limits.maxJobsPerUser()));
        }
        if (asked.tasks() > limits.maxTasksPerUser()) {
            return never("tasks", asked.tasks(), "queue.maxTasksPerUser", limits.maxTasksPerUser());
        }
        if (load.userTasks() + asked.tasks() > limits.maxTasksPerUser()) {
            long over = load.userTasks() + asked.tasks() - limits.maxTasksPerUser();
            return full(
                    load.userTasks()
                            + " tasks of "
                            + asked.user()
                            + " have not ended, this job has "
                            + asked.tasks(),
                    "queue.maxTasksPerUser",
                    limits.maxTasksPerUser(),
                    seconds(over, load));
        }
        Refusal all =
                bytes(
                        "bytes",
                        load.bytes(),
                        asked.bytes(),
                        "queue.maxWaitingBytes",
                        limits.maxWaitingBytes(),
                        load);
        return all != null
                ? all
                : bytes(
                        "bytes of parameters",
                        load.parameterBytes(),
                        asked.parameterBytes(),
                        "queue.maxParameterBytes",
                        limits.maxParameterBytes(),
                        load);
    }

    private static @Nullable Refusal bytes(
            String what, long present, long asked, String key, long limit, QueueLoad load) {
        if (asked > limit) {
            return never(what, asked, key, limit);
        }
        if (present + asked <= limit) {
            return null;
        }
        return full(
                "The jobs that have not ended hold "
                        + present
                        + " "
                        + what
                        + ", this one has "
                        + asked,
                key,
                limit,
                jobSeconds(load, load.jobs()));
    }

    private static Refusal full(String present, String key, long limit, int seconds) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%s; the limit is %d (%s). Submit again in %d s, when some have ended",
                        present,
                        limit,
                        key,
                        seconds);
        return new Refusal(text, seconds);
    }

    private static Refusal never(String what, long asked, String key, long limit) {
        return new Refusal(
                "The job has " + asked + " " + what + "; the limit is " + limit + " (" + key + ")",
                0);
    }

    /** How long until jobs have ended: as many as make room, each as long as one takes now. */
    public static int jobSeconds(QueueLoad load, long limit) {
        double tasksOfAJob = load.jobs() == 0 ? 0 : (double) load.waitingTasks() / load.jobs();
        return seconds((long) Math.ceil(Math.max(1, limit * FREE_SHARE) * tasksOfAJob), load);
    }

    /** How long until so many tasks have run at the present pace. */
    public static int seconds(long tasks, QueueLoad load) {
        if (load.tasksPerSecond() <= 0) {
            return UNKNOWN_SECONDS;
        }
        return (int) Math.clamp(Math.ceil(tasks / load.tasksPerSecond()), 1, LONGEST_SECONDS);
    }
}
