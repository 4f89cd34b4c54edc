package io.gridmill.simulation;

/**
 * How much goes wrong while faults last.
 *
 * @param late share of messages that take seconds
 * @param twice share of operations that arrive a second time, maybe much later
 * @param lostAnswers share of operations that are applied but whose answer is lost
 * @param lostMessages share of messages that are not repeated and get lost
 * @param crashEvery mean time between crashes, milliseconds
 * @param freezeEvery mean time between freezes of a worker, milliseconds
 * @param maxSkew largest deviation of a node's clock, milliseconds
 */
record Faults(
        double late,
        double twice,
        double lostAnswers,
        double lostMessages,
        int crashEvery,
        int freezeEvery,
        int maxSkew) {
    static final Faults NONE = new Faults(0, 0, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

    static Faults drawn(World world) {
        return new Faults(
                world.fraction() * 0.2,
                world.fraction() * 0.2,
                world.fraction() * 0.1,
                world.fraction() * 0.5,
                world.between(1_000, 8_000),
                world.between(3_000, 30_000),
                world.between(1, 5_000));
    }
}
