package io.gridmill.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is lost, or comes back, as the asked node sees it.
 *
 * @param state {@code ok}, {@code loading} (jobs of an earlier grid come from the store), {@code
 *     below-quorum} (too few nodes are in reach, so that nothing is decided), {@code lost-data}
 *     (something is on no node, and is waited for or made again)
 * @param message what it means and what to do
 * @param members nodes that keep data and are in reach
 * @param expected nodes that keep data of which a majority is needed
 * @param needed nodes that keep data without which nothing is decided; 0 where two halves of a split
 *     grid would both go on
 * @param missing names of nodes that went without a word, lately
 * @param loaded jobs that were loaded from the store so far; null while none are
 * @param toLoad jobs that the store holds; null while none are loaded
 * @param jobs live jobs of which something is on no node, the first {@value #MOST_JOBS}
 * @param accepted what administrators decided about losses, oldest first
 */
public record RecoveryStatus(
        String state,
        String message,
        int members,
        int expected,
        int needed,
        List<String> missing,
        @Nullable Integer loaded,
        @Nullable Integer toLoad,
        List<LostJob> jobs,
        List<AcceptedLoss> accepted) {
    /** Jobs that are named. */
    public static final int MOST_JOBS = 100;

    public RecoveryStatus {
        missing = List.copyOf(missing);
        jobs = List.copyOf(jobs);
        accepted = List.copyOf(accepted);
    }

    /**
     * A live job of which something is on no node.
     *
     * @param tasks how many of its tasks; -1 where its record itself is on none
     */
    public record LostJob(String job, long tasks) {}

    /**
     * Somebody vouched that nodes were lost for good.
     *
     * @param user who
     * @param node at which node
     * @param members nodes that keep data and were left
     * @param expected how many the grid had expected before
     * @param missing names of nodes that were given up
     */
    public record AcceptedLoss(
            Instant time,
            String user,
            String node,
            int members,
            int expected,
            List<String> missing) {
        public AcceptedLoss {
            missing = List.copyOf(missing);
        }
    }
}
