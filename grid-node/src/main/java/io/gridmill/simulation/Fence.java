package io.gridmill.simulation;

import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskBlock.Elder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may end a task, told from the block alone: the claims that hold it, at most two. */
final class Fence {
    private Fence() {}

    /** The results that may be accepted, each of one claim and attempt. */
    static List<String> results(TaskBlock before, int i) {
        long task = before.head().first() + i;
        List<String> results = new ArrayList<>();
        Elder elder = before.elder(i);
        LiveClaim first = elder == null ? null : before.claims().get(elder.claim() - 1);
        if (elder != null && first != null) {
            results.add(SimulatedType.result(task, elder.attempt(), first.id()));
        }
        LiveClaim holder = before.claim(i);
        if (holder != null && !holder.equals(first)) {
            results.add(SimulatedType.result(task, before.attempt(i), holder.id()));
        }
        return results;
    }

    /** Whether a task fell back to its first copy, which is left alone. */
    static boolean backToFirst(TaskBlock before, int i, @Nullable ClaimId now) {
        Elder elder = before.elder(i);
        LiveClaim first = elder == null ? null : before.claims().get(elder.claim() - 1);
        return first != null && first.id().equals(now);
    }
}
