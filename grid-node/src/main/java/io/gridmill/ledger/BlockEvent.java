package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.job.LossRule;
import io.gridmill.job.RetryRule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to a block. */
public sealed interface BlockEvent {

    /**
     * A node reports on tasks that it holds and, in the same step, asks for more.
     *
     * @param now milliseconds since the epoch by the grid's clock
     */
    record Work(@Nullable Report report, @Nullable Request request, long now)
            implements BlockEvent {}

    /** A node tells which claims on the block it holds. */
    record Renew(String node, long upTo, List<Renewal> held) implements BlockEvent {
        public Renew {
            held = List.copyOf(held);
        }
    }

    /**
     * The block's owner gives up on claims: their node is gone, or their sequence stood still.
     *
     * @param seen the claims as they were seen; one that has moved since stays
     * @param rule of the job
     * @param died nodes that went without a word: what ran on them may be why
     */
    record Expire(List<LiveClaim> seen, long now, LossRule rule, Set<String> died)
            implements BlockEvent {
        public Expire {
            seen = List.copyOf(seen);
            died = Set.copyOf(died);
        }

        /** Nobody is blamed. */
        public Expire(List<LiveClaim> seen, long now) {
            this(seen, now, LossRule.DEFAULT, Set.of());
        }
    }

    /**
     * The job was retried by hand: what did not succeed runs again, and older claims and reports do
     * not count any more.
     *
     * @param generation of the job; a block of this or a later one stays as it is
     */
    record Reopen(int generation) implements BlockEvent {}

    /**
     * Tasks have run for much longer than the others of their job: idle nodes may run second copies.
     *
     * @param generation of the block that was looked at; any other stays as it is
     * @param startedUntil tasks that started until then, milliseconds since the epoch
     * @param most copies to offer at once
     */
    record Copy(int generation, long startedUntil, int most) implements BlockEvent {}

    /**
     * The back-off of some tasks may have passed.
     *
     * @param healed all records of the grid have all their copies: suspects need not rest any longer
     */
    record Wake(long now, boolean healed) implements BlockEvent {
        /** Nothing is known of the copies. */
        public Wake(long now) {
            this(now, false);
        }
    }

    /**
     * The job stops: nothing of it starts any more.
     *
     * @param failing because it failed (what never started is SKIPPED), else because it was cancelled
     * @param generation of the job; a block of a later one goes on
     */
    record Stop(boolean failing, int generation) implements BlockEvent {}

    /**
     * The results of the block's tasks were folded.
     *
     * @param version of the block whose results were folded; any other is refused
     * @param partial null when there was nothing to fold
     * @param keepResults whether the single results stay
     */
    record Fold(int generation, long version, @Nullable DataRef partial, boolean keepResults)
            implements BlockEvent {}

    /**
     * What became of claimed tasks.
     *
     * @param rule how failures are retried
     * @param random uniform in [0, 1), for the jitter
     */
    record Report(
            ClaimId claim, int generation, List<TaskReport> tasks, RetryRule rule, double random) {
        public Report {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Asks for at most {@code most} tasks under a claim; asking again gives the same tasks.
     *
     * @param suspects whether tasks may be given that may have been the end of a node: a node runs
     *     those of one claim at a time
     * @param share which tasks may be given
     */
    record Request(ClaimId claim, int most, boolean suspects, Share share) {
        /** Asks for any tasks. */
        public Request(ClaimId claim, int most) {
            this(claim, most, true);
        }

        /** Asks for tasks of any number. */
        public Request(ClaimId claim, int most, boolean suspects) {
            this(claim, most, suspects, Share.ALL);
        }
    }

    /**
     * A claim that a node holds.
     *
     * @param running index of the task that runs under it; -1 for none
     * @param start when it started, milliseconds since the epoch
     */
    record Renewal(long number, long sequence, int running, long start) {}
}
