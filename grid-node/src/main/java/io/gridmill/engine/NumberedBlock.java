package io.gridmill.engine;

import io.gridmill.ledger.TaskBlock;

/** A block and its number. */
public record NumberedBlock(int number, TaskBlock block) {}
