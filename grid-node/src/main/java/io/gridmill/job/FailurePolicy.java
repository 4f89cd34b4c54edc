package io.gridmill.job;

/** How many failed tasks a job bears. Pure. */
public sealed interface FailurePolicy {
    /**
     * Whether so many failed tasks are too many.
     *
     * @param failed tasks that have failed so far
     * @param total final number of tasks; -1 while it is not known
     */
    default boolean exceeded(long failed, long total) {
        return switch (this) {
            case FailFast _ -> failed > 0;
            case Continue _ -> false;
            case Tolerate few -> failed > few.tasks;
            case TolerateShare share -> total >= 0 && failed * 100.0 > share.percent * total;
        };
    }

    /** Whether a job may succeed although tasks have failed. */
    default boolean bearsFailures() {
        return !(this instanceof FailFast);
    }

    /** As it stands in a request: {@code fail-fast}, {@code continue}, {@code 3}, {@code 5%}. */
    default String text() {
        return switch (this) {
            case FailFast _ -> "fail-fast";
            case Continue _ -> "continue";
            case Tolerate few -> Long.toString(few.tasks);
            case TolerateShare share -> share.percent + "%";
        };
    }

    /** None: the first failed task fails the job. */
    record FailFast() implements FailurePolicy {}

    /** Every task runs to its end; only a job of which every task failed has failed itself. */
    record Continue() implements FailurePolicy {}

    /**
     * A number of tasks.
     *
     * @param tasks 0 or more
     */
    record Tolerate(long tasks) implements FailurePolicy {}

    /**
     * A share of the final number of tasks.
     *
     * @param percent 0 to 100
     */
    record TolerateShare(double percent) implements FailurePolicy {}
}
