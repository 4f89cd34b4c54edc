package io.gridmill.engine;

import io.gridmill.execute.Clocks;
import java.util.random.RandomGenerator;

/**
 * All that a member asks of the world.
 *
 * @param clocks monotonic time, and the grid's clock
 * @param random for jitter
 * @param durability what outlives all members
 */
public record Ports(
        Records records,
        Network network,
        Loop loop,
        Clocks clocks,
        RandomGenerator random,
        Durability durability) {}
