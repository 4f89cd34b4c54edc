package io.gridmill.job;

import io.gridmill.job.JobRecord.Change;
import io.gridmill.job.JobRecord.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is when all members were stopped and it is taken from the store. One that has ended is
 * as it was. One that has not is split again in the next generation, as only what has settled was
 * kept: what a process of before still says, because it was frozen all the while, does not count.
 * Pure.
 */
public final class JobRecovery {
    private JobRecovery() {}

    /**
     * The job as it goes on.
     *
     * @param stored as it was last written
     * @param tasks of an open job that were found; 0 for any other
     * @param lost why it cannot go on; null when it can
     */
    public static JobRecord again(
            JobRecord stored, long tasks, @Nullable JobFailure lost, long now) {
        if (stored.state().ended()) {
            return stored;
        }
        JobFailure failing = stored.progress().stopping() ? null : lost;
        List<Change> history = new ArrayList<>(stored.history());
        long time = Math.max(now, history.getLast().time());
        long number = history.getLast().number();
        history.add(new Change(++number, time, "recovered", "from the store"));
        if (failing != null) {
            String why = failing.code() + ": " + failing.message();
            history.add(new Change(++number, time, "failing", why));
        }
        while (history.size() > JobLifecycle.MAX_HISTORY) {
            history.removeFirst();
        }
        return new JobRecord(
                stored.spec(),
                stored.plan(),
                progress(stored, tasks, failing != null),
                new BitSet(),
                FailedTasks.NONE,
                failing != null ? failing : stored.failure(),
                null,
                history,
                stored.steps());
    }

    private static Progress progress(JobRecord stored, long tasks, boolean fails) {
        Progress from = stored.progress();
        // Steps are told apart by the generation of the job that has them, and run as jobs of their
        // own. Whether any other had begun the store may not have been told yet.
        boolean next = stored.spec().graph() == null;
        return new Progress(
                state(from),
                from.generation() + (next ? 1 : 0),
                from.version() + 1,
                from.epoch(),
                from.driver(),
                false,
                tasks,
                from.closing(),
                from.stopping() || fails,
                from.reopening() || (next && stored.spec().open()),
                from.started(),
                0,
                0,
                0);
    }

    private static JobState state(Progress from) {
        return switch (from.state()) {
            case RUNNING, AGGREGATING -> JobState.SPLITTING;
            default -> from.state();
        };
    }
}
