package io.gridmill.engine;

import io.gridmill.claim.SchedulingRules;

/**
 * This node's part in sharing out work.
 *
 * @param commitments what its claims have taken
 * @param worker whether it keeps no data, and so has no blocks of its own
 */
record Sharing(SchedulingRules rules, Commitments commitments, boolean worker) {}
