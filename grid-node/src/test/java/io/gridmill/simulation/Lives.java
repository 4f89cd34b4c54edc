package io.gridmill.simulation;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Settings drawn from a seed: small grids, bad luck. */
final class Lives {
    private Lives() {}

    /** One life of a minute of load, with all faults. */
    static Settings of(long seed) {
        // Not to be changed: the seeds that failed once mean these very settings.
        Random dice = new Random(seed);
        int nodes = 1 + dice.nextInt(7);
        int liveJobs = 1 + dice.nextInt(6);
        int tasks = 10 + dice.nextInt(300);
        int millis = 5 + dice.nextInt(1_500);
        Load load = new Load(liveJobs, Integer.MAX_VALUE, tasks, false, millis, true);
        return new Settings(
                seed,
                nodes,
                1 + dice.nextInt(4),
                1 + dice.nextInt(2),
                dice.nextBoolean() ? Settings.PARTITIONS : 7,
                60_000,
                EnumSet.allOf(Fault.class),
                load);
    }

    /** The same with jobs of some kinds among the others. */
    static Settings of(long seed, Load.Kind... kinds) {
        Settings lives = of(seed);
        return lives.with(lives.load().with(Set.of(kinds)));
    }

    /** A life in which a mutant can show. */
    static Settings of(long seed, Mutant mutant) {
        Settings lives =
                switch (mutant) {
                    case ADDED_TWICE, SEALED_BY_RECORD -> of(seed, Load.Kind.OPEN);
                    case STEPS_BEGIN_AT_ONCE -> of(seed, Load.Kind.STEPS);
                    case WORKERS_COUNT -> of(seed).withRoles();
                    default -> of(seed);
                };
        return lives.with(mutant);
    }

    /** What a failing test says: what was wrong, its story, and how to see it again. */
    static String told(Settings settings, Outcome outcome) {
        return told(settings, outcome, "-Dgridmill.simulation.seed=" + settings.seed());
    }

    /** The same for other lives, with the command that lives through one again. */
    static String told(Settings settings, Outcome outcome, String command) {
        Violation wrong = outcome.violation();
        if (wrong == null) {
            return "seed " + settings.seed() + " found nothing";
        }
        String what = wrong.task() < 0 ? wrong.job() : wrong.job() + "/" + wrong.task();
        Outcome again = what == null ? outcome : Simulation.run(settings.tracing(what));
        int from = Math.max(0, again.story().size() - 60);
        String story = String.join("\n  ", again.story().subList(from, again.story().size()));
        return "seed " + settings.seed() + ": " + wrong + "\n  " + story + "\nagain: " + command;
    }
}
