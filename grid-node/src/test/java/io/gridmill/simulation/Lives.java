package io.gridmill.simulation;

import java.util.EnumSet;
import java.util.SplittableRandom;

/** Settings drawn from a seed: small grids, bad luck. */
final class Lives {
    private Lives() {}

    /** One life of a minute of load, with all faults. */
    static Settings of(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        Load load =
                new Load(
                        dice.nextInt(1, 7),
                        Integer.MAX_VALUE,
                        dice.nextInt(10, 310),
                        false,
                        dice.nextInt(5, 1_500),
                        true);
        return new Settings(
                seed,
                dice.nextInt(1, 8),
                dice.nextInt(1, 5),
                dice.nextInt(1, 3),
                dice.nextBoolean() ? Settings.PARTITIONS : 7,
                60_000,
                EnumSet.allOf(Fault.class),
                load,
                Mutant.NONE,
                null);
    }

    /** What a failing test says: what was wrong, its story, and how to see it again. */
    static String told(Settings settings, Outcome outcome) {
        Violation wrong = outcome.violation();
        if (wrong == null) {
            return "seed " + settings.seed() + " found nothing";
        }
        String what = wrong.task() < 0 ? wrong.job() : wrong.job() + "/" + wrong.task();
        Outcome again = what == null ? outcome : Simulation.run(settings.tracing(what));
        int from = Math.max(0, again.story().size() - 60);
        String story = String.join("\n  ", again.story().subList(from, again.story().size()));
        return "seed "
                + settings.seed()
                + ": "
                + wrong
                + "\n  "
                + story
                + "\nagain: -Dgridmill.simulation.seed="
                + settings.seed();
    }
}
