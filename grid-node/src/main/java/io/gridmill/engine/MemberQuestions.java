package io.gridmill.engine;

import io.gridmill.job.JobFilter;
import io.gridmill.job.JobRecord;
import java.util.List;

/** What a member answers about itself. Thread-safe and quick: it reads memory only. */
public interface MemberQuestions {

    /** Key in Hazelcast's user context. */
    String CONTEXT_KEY = "gridmill.questions";

    /** Blocks of its own that have work to give to the one who asks, best first. */
    List<Hint> hints(Wants wants);

    /**
     * The blocks of a job that it owns: figures over all, states of those changed after a mark.
     *
     * @param after the mark of the last answer; 0 for all, -1 for figures only
     */
    Tally tally(String job, long after);

    /** The jobs that it drives and that pass a filter, newest first. */
    List<JobRecord> jobs(JobFilter filter);

    /** Does what it is told; how it is then. */
    Heartbeat obey(NodeCommand command);
}
