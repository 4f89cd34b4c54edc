package io.gridmill.engine;

import io.gridmill.claim.SchedulingRules;
import java.util.function.Supplier;

/**
 * This node's part in sharing out work.
 *
 * @param current how work is shared out now
 * @param commitments what its claims have taken
 * @param worker whether it keeps no data, and so has no blocks of its own
 */
record Sharing(Supplier<SchedulingRules> current, Commitments commitments, boolean worker) {
    SchedulingRules rules() {
        return current.get();
    }
}
