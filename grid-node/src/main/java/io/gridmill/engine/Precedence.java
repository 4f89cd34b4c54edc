package io.gridmill.engine;

import io.gridmill.claim.FairShare;
import io.gridmill.execute.Batch;
import io.gridmill.job.JobSpec;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.Share;
import org.jspecify.annotations.Nullable;

/** Whether what a slot works on may go on, by what waits here and elsewhere. Thread-safe and cheap. */
final class Precedence {
    private final Records records;
    private final BlockIndex index;
    private final Heartbeats heartbeats;
    private final Commitments commitments;

    Precedence(Records records, BlockIndex index, Heartbeats heartbeats, Commitments commitments) {
        this.records = records;
        this.index = index;
        this.heartbeats = heartbeats;
        this.commitments = commitments;
    }

    /** How urgent the first is of what this member may take from its own blocks; 0 for nothing. */
    int here() {
        index.refresh();
        ReadyQueue.Top top = index.top();
        return top.level() == 0
                ? 0
                : Urgency.of(
                        top.level(), top.aged() || FairShare.behind(top.user(), heartbeats.use()));
    }

    /**
     * What may be claimed next of a block without looking further; null where something else comes
     * first, or the next tasks are not for this node.
     */
    @Nullable Share next(JobSpec spec, BlockKey block) {
        return goesOn(spec) ? index.next(block, records.owns(block)) : null;
    }

    /** Neither a higher level waits, nor what came there by waiting, nor a user who has had less. */
    private boolean goesOn(JobSpec spec) {
        index.refresh();
        ReadyQueue.Top top = index.top();
        int others = heartbeats.topUrgency();
        if (Math.max(top.level(), Urgency.level(others)) > spec.priority()) {
            return false;
        }
        if (others > Urgency.of(spec.priority(), false)
                && !FairShare.behind(spec.user(), heartbeats.use())) {
            return false;
        }
        if (top.level() < spec.priority()) {
            return true;
        }
        boolean lessHad =
                !top.user().equals(spec.user()) && top.use() < heartbeats.use(spec.user());
        return !top.aged() && !lessHad;
    }

    /** Whether a higher level waits than that at which the batch was granted. */
    boolean yields(Batch batch) {
        int waiting = Math.max(index.top().level(), Urgency.level(heartbeats.topUrgency()));
        return waiting > batch.job().spec().priority()
                && waiting > commitments.level(batch.claim().number());
    }
}
