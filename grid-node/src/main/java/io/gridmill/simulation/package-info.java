/**
 * A grid in one thread: the engine of every member as it is in production, over a simulated store,
 * network, clock and randomness, drawn from a seed. Nothing of the engine is written twice here.
 */
@NullMarked
package io.gridmill.simulation;

import org.jspecify.annotations.NullMarked;
