package io.gridmill.ledger;

/**
 * A claim that holds at least one task of a block.
 *
 * @param sequence rises with each renewal; a claim whose sequence stands still is given up
 */
public record LiveClaim(ClaimId id, long sequence) {}
