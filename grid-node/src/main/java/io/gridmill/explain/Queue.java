package io.gridmill.explain;

import java.util.List;

/**
 * What comes before a job.
 *
 * @param urgent jobs that are more urgent and have tasks that wait
 * @param earlier jobs as urgent that come first and have tasks that wait
 */
public record Queue(Ahead urgent, Ahead earlier) {
    /** Nothing. */
    public static final Queue EMPTY = new Queue(Ahead.NOTHING, Ahead.NOTHING);

    /**
     * Some of what comes before.
     *
     * @param jobs how many jobs
     * @param tasks how many of their tasks wait
     * @param first ids of the first few, in order
     * @param waited jobs of them that are there for how long their priority has waited, or because
     *     their users have had less
     */
    public record Ahead(int jobs, long tasks, List<String> first, int waited) {
        /** Nothing. */
        public static final Ahead NOTHING = new Ahead(0, 0, List.of(), 0);

        public Ahead {
            first = List.copyOf(first);
        }

        /** Jobs that are there for their priority and submission alone. */
        public Ahead(int jobs, long tasks, List<String> first) {
            this(jobs, tasks, first, 0);
        }
    }
}
