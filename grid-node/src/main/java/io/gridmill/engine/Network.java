package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The other members. What is told may be lost or come late; nobody may rely on it. Thread-safe. */
public interface Network {

    /** Id of this node. */
    String self();

    /** Ids of the nodes that are members as this one knows, itself included. */
    Set<String> nodes();

    /** Number of the members that keep data. */
    int dataNodes();

    /**
     * Whether all records have all the copies that the members which are there can hold; false also
     * where that cannot be told within half a second, for which it waits.
     */
    default boolean safe() {
        return false;
    }

    /** A node said that it leaves now, so that its going is no loss. */
    void heardGoodbye(String node);

    /** Tells all members, this one included, how this node is. */
    void tell(Heartbeat heartbeat);

    /** Tells all members, this one included, that a job changed. */
    void tellJobChanged(JobBrief job);

    /** Tells all members, this one included, to forget a job. */
    void tellJobForgotten(String job);

    /** Tells all members, this one included, what tasks of this node found out. */
    void tellHints(HintNews news);

    /** Asks a member for blocks that have work to give; empty when it does not answer. */
    CompletableFuture<List<Hint>> askHints(String node, Wants wants);

    /**
     * Asks every member for the figures of its blocks of a job; by node. Fails when one does not
     * answer.
     */
    CompletableFuture<Map<String, Tally>> askTallies(String job);

    /** What is told; called where it must be done quickly. */
    interface Listener {
        /** A node told how it is. */
        void heartbeat(Heartbeat heartbeat);

        /** A job changed. */
        void jobChanged(JobBrief job);

        /** A job is to be forgotten. */
        void jobForgotten(String job);

        /** Tasks of another node, or of this one, found something out. */
        void hints(HintNews news);
    }
}
