package io.gridmill.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of many are wanted, newest first.
 *
 * @param state null for any
 * @param type null for any
 * @param labels all must match
 * @param parent id of the job whose steps' jobs are wanted; null for jobs that are no steps
 * @param after the job before the first one wanted; null to begin with the newest
 * @param limit most that are wanted, 1 or more
 */
public record JobFilter(
        @Nullable JobState state,
        @Nullable String type,
        Map<String, String> labels,
        @Nullable String parent,
        @Nullable Position after,
        int limit) {
    private static final Comparator<JobRecord> NEWEST_FIRST =
            Comparator.<JobRecord>comparingLong(job -> job.spec().created())
                    .thenComparing(JobRecord::id)
                    .reversed();

    public JobFilter {
        labels = Map.copyOf(labels);
    }

    /** Jobs that are no steps of others. */
    public JobFilter(
            @Nullable JobState state,
            @Nullable String type,
            Map<String, String> labels,
            @Nullable Position after,
            int limit) {
        this(state, type, labels, null, after, limit);
    }

    /** Where a job stands in the order of all: by time of acceptance, then by id. */
    public record Position(long created, String id) {

        /** The position of a job. */
        public static Position of(JobRecord job) {
            return new Position(job.spec().created(), job.id());
        }

        boolean isBefore(JobRecord job) {
            long other = job.spec().created();
            return other < created || (other == created && job.id().compareTo(id) < 0);
        }
    }

    /** The wanted ones of these; a job that is there twice, because it moves, counts once. */
    public List<JobRecord> pick(Collection<JobRecord> jobs) {
        Map<String, JobRecord> latest = new HashMap<>();
        for (JobRecord job : jobs) {
            if (matches(job)) {
                latest.merge(job.id(), job, JobFilter::later);
            }
        }
        return latest.values().stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private static JobRecord later(JobRecord a, JobRecord b) {
        return a.progress().version() >= b.progress().version() ? a : b;
    }

    private boolean matches(JobRecord job) {
        StepOf step = job.spec().parent();
        return Objects.equals(parent, step == null ? null : step.job())
                && (state == null || job.state() == state)
                && (type == null || job.spec().type().equals(type))
                && job.spec().labels().entrySet().containsAll(labels.entrySet())
                && (after == null || after.isBefore(job));
    }
}
