package io.gridmill.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a job may begin. Pure. */
public final class StartPolicy {
    private StartPolicy() {}

    /** The answer. */
    public sealed interface Answer {

        /** It begins. */
        record Begin() implements Answer {}

        /**
         * It waits.
         *
         * @param startAt for this time, milliseconds since the epoch; 0 when that is past
         * @param jobs for these jobs to end
         */
        record Wait(long startAt, List<String> jobs) implements Answer {}

        /** It can never begin, which is a failure. */
        record Never(JobFailure failure) implements Answer {}

        /** It is not needed: it was to run after a failure, and there was none. */
        record NotNeeded(String reason) implements Answer {}
    }

    /**
     * Decides.
     *
     * @param ended the end of each job that it depends on: its state, or null in place of a job that
     *     is not known any more; jobs that still run are left out
     */
    public static Answer decide(
            StartConditions conditions, Map<String, @Nullable JobState> ended, long now) {
        List<String> running = new ArrayList<>();
        for (Dependency dependency : conditions.dependsOn()) {
            if (!ended.containsKey(dependency.job())) {
                running.add(dependency.job());
                continue;
            }
            Answer unmet = unmet(dependency, ended.get(dependency.job()));
            if (unmet != null) {
                return unmet;
            }
        }
        boolean early = conditions.startAt() > now;
        return running.isEmpty() && !early
                ? new Answer.Begin()
                : new Answer.Wait(early ? conditions.startAt() : 0, running);
    }

    private static @Nullable Answer unmet(Dependency dependency, @Nullable JobState end) {
        if (end == null) {
            return never(dependency, "was deleted before this job began");
        }
        boolean succeeded = end == JobState.SUCCEEDED;
        return switch (dependency.on()) {
            case ALWAYS -> null;
            case SUCCESS -> succeeded ? null : never(dependency, "ended as " + end);
            case FAILURE ->
                    succeeded
                            ? new Answer.NotNeeded("job " + dependency.job() + " succeeded")
                            : null;
        };
    }

    private static Answer never(Dependency dependency, String what) {
        return new Answer.Never(
                new JobFailure(
                        ErrorCode.DEPENDENCY_FAILED.code(),
                        "Job " + dependency.job() + ", which this job depends on, " + what,
                        -1));
    }
}
