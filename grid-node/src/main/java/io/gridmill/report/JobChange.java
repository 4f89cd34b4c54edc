package io.gridmill.report;

import java.util.List;

/**
 * What a watcher of a job is told, in this order: one {@link Reset}, then {@link Progress} and
 * {@link Tasks} as they come (folded to about ten a second), then one {@link Ended}.
 */
public sealed interface JobChange {

    /** Where the job stands now; forget what was known before. All its tasks follow as changes. */
    record Reset(JobStatus status) implements JobChange {}

    /** The job's own record or its counts changed. */
    record Progress(JobStatus status) implements JobChange {}

    /** Tasks of some blocks changed. */
    record Tasks(List<BlockStates> blocks) implements JobChange {}

    /** The job ended; nothing follows. */
    record Ended(JobStatus status) implements JobChange {}

    /**
     * The state of every task of a block.
     *
     * @param first number of its first task
     * @param states a digit per task: the ordinal of its {@link io.gridmill.ledger.TaskState}
     * @param nodes names of the nodes, for {@code owners}
     * @param owners a character per task: {@code '-'} for none, else {@code 'A' + index into nodes}
     */
    record BlockStates(long first, String states, List<String> nodes, String owners) {}
}
