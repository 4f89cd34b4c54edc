package io.gridmill.simulation;

/**
 * How much goes wrong with messages, and how long until the next of each other fault.
 *
 * @param late share of messages that take up to seconds
 * @param twice share of operations and messages that arrive a second time
 * @param lost share of messages that get lost
 * @param lostAnswers share of operations that are lost, or whose answer is
 * @param crashEvery mean time between two crashes, milliseconds
 * @param otherEvery mean time between two faults of any other kind, milliseconds
 */
record Rates(
        double late,
        double twice,
        double lost,
        double lostAnswers,
        int crashEvery,
        int otherEvery) {
    static final Rates NONE = new Rates(0, 0, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    static Rates drawn(World world, Settings settings) {
        double scale = world.fraction();
        return new Rates(
                settings.faults().contains(Fault.DELAY) ? scale * world.fraction() * 0.1 : 0,
                settings.faults().contains(Fault.DUPLICATE) ? scale * world.fraction() * 0.1 : 0,
                settings.faults().contains(Fault.LOSS) ? scale * world.fraction() * 0.3 : 0,
                settings.faults().contains(Fault.LOSS) ? scale * world.fraction() * 0.03 : 0,
                world.between(6_000, 60_000),
                world.between(6_000, 60_000));
    }
}
