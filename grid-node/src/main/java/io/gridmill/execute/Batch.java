package io.gridmill.execute;

import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import java.util.List;

/**
 * Tasks of one block that this node claimed, for one slot to run in order.
 *
 * @param first number of the block's first task in its job
 */
public record Batch(
        RunnableJob job,
        BlockKey block,
        long first,
        int generation,
        ClaimId claim,
        List<Grant> tasks) {}
