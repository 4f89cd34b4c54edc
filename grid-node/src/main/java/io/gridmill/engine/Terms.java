package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.Needs;
import io.gridmill.ledger.Share;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which terms blocks of this member are given out. Thread-safe and quick: asked under the lock of
 * the index.
 */
interface Terms {
    /** Until the member knows better: nobody gets anything. */
    Terms NONE =
            new Terms() {
                @Override
                public long now() {
                    return 0;
                }

                @Override
                public double use(String user) {
                    return 0;
                }

                @Override
                public boolean behind(String user) {
                    return false;
                }

                @Override
                public @Nullable Offer offer(JobBrief job, String node) {
                    return null;
                }

                @Override
                public @Nullable Share next(JobBrief job, boolean owned) {
                    return null;
                }

                @Override
                public boolean forOthers(JobBrief job) {
                    return false;
                }

                @Override
                public boolean fits(Needs needs, String node, Map<String, Long> used) {
                    return false;
                }
            };

    /**
     * What a node may claim of a job's blocks here.
     *
     * @param now at once; null for nothing
     * @param later of a block that has waited for the grace period; null for nothing
     */
    record Offer(@Nullable Share now, @Nullable Share later) {
        /** Anything at once. */
        static final Offer ALL = new Offer(Share.ALL, Share.ALL);
    }

    /** Milliseconds since the epoch by the grid's clock. */
    long now();

    /** Slots of the grid that a user has and had of late. */
    double use(String user);

    /** Whether a user is behind the others. */
    boolean behind(String user);

    /** What a node may claim of a job; null for nothing now nor later. */
    @Nullable Offer offer(JobBrief job, String node);

    /**
     * What this member may go on claiming of a block that it works on, without looking further; null
     * for nothing.
     *
     * @param owned whether it owns the block
     */
    @Nullable Share next(JobBrief job, boolean owned);

    /** Whether other nodes may claim any of it. */
    boolean forOthers(JobBrief job);

    /** Whether a node that uses so much has so much left, thousandths. */
    boolean fits(Needs needs, String node, Map<String, Long> used);
}
