/**
 * What a member of the grid does, told by events and asking through ports: the store, the network,
 * the clocks, randomness and a loop. Nothing here blocks, knows a thread or Hazelcast; a cluster and
 * the simulation run these very classes.
 */
@NullMarked
package io.gridmill.engine;

import org.jspecify.annotations.NullMarked;
