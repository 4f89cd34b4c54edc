package io.gridmill.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a grid is given to do.
 *
 * @param liveJobs jobs that are kept going at once; a new one comes when one has ended
 * @param jobs most jobs in all
 * @param tasks tasks of a job: at most so many
 * @param exact whether each job has that very number of tasks
 * @param millis what most tasks take: at most so long
 * @param nasty whether tasks fail, hang and poison, and jobs are cancelled or time out
 * @param kinds of jobs that are among the others
 */
public record Load(
        int liveJobs,
        int jobs,
        int tasks,
        boolean exact,
        int millis,
        boolean nasty,
        Set<Kind> kinds) {

    /** A kind of job beside the usual one, which is split at once. */
    public enum Kind {
        /** Made of steps. */
        STEPS,
        /** Open: its tasks are added while it runs. */
        OPEN
    }

    public Load {
        kinds = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
    }

    /** Of usual jobs only. */
    public Load(int liveJobs, int jobs, int tasks, boolean exact, int millis, boolean nasty) {
        this(liveJobs, jobs, tasks, exact, millis, nasty, Set.of());
    }

    /** The same with jobs of these kinds among the others. */
    public Load with(Set<Kind> more) {
        return new Load(liveJobs, jobs, tasks, exact, millis, nasty, more);
    }

    /** How many jobs of a kind there are among all: half of them where it is the only one. */
    double share(Kind kind) {
        return !kinds.contains(kind) ? 0 : kinds.size() == 1 ? 0.5 : 0.2;
    }
}
