package io.gridmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.simulation.Load.Kind;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Lives of grids with other jobs than the usual ones, or other members, with all faults. */
class OtherLivesTest {
    private static final int SEEDS = Integer.getInteger("gridmill.simulation.seeds", 300) / 3;

    /** How many of something were seen in all lives, none of which broke a promise. */
    private static long seen(String figure, LongFunction<Settings> lives) {
        long seen = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Settings settings = lives.apply(seed);
            Outcome outcome = Simulation.run(settings);
            assertThat(outcome.violation()).as(() -> Lives.told(settings, outcome)).isNull();
            seen += outcome.figure(figure);
        }
        return seen;
    }

    @Test
    void jobsMadeOfStepsKeepThePromises() {
        assertThat(seen("stepJobs", seed -> Lives.of(seed, Kind.STEPS))).isPositive();
    }

    @Test
    void openJobsKeepThePromises() {
        assertThat(seen("tasksAdded", seed -> Lives.of(seed, Kind.OPEN))).isPositive();
    }

    @Test
    void workersAndSchedulersKeepThePromises() {
        assertThat(seen("tasksSucceeded", seed -> Lives.of(seed).withRoles())).isPositive();
    }

    @Test
    void allOfItTogetherKeepsThePromises() {
        LongFunction<Settings> all = seed -> Lives.of(seed, Kind.values()).withRoles();
        assertThat(seen("jobsSucceeded", all)).isPositive();
    }
}
