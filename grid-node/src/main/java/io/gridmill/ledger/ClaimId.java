package io.gridmill.ledger;

/**
 * Names a claim, and by that fences it: a report counts only under the claim that holds the task.
 *
 * @param node id of the claiming node
 * @param number rises with each claim of that node
 */
public record ClaimId(String node, long number) {}
