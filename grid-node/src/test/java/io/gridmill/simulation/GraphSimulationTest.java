package io.gridmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lives of grids whose jobs are made of steps, with all faults. */
class GraphSimulationTest {
    private static final int SEEDS = Integer.getInteger("gridmill.simulation.seeds", 300) / 3;

    @Test
    void everySeedKeepsThePromises() {
        long succeeded = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Settings settings = withGraphs(Lives.of(seed));
            Outcome outcome = Simulation.run(settings);
            assertThat(outcome.violation()).as(() -> Lives.told(settings, outcome)).isNull();
            succeeded += outcome.figure("jobsSucceeded");
        }
        assertThat(succeeded).isPositive();
    }

    private static Settings withGraphs(Settings lives) {
        Load load = lives.load();
        Load graphs =
                new Load(
                        load.liveJobs(),
                        load.jobs(),
                        load.tasks(),
                        load.exact(),
                        load.millis(),
                        load.nasty(),
                        true);
        return new Settings(
                lives.seed(),
                lives.nodes(),
                lives.slots(),
                lives.backups(),
                lives.partitions(),
                lives.millis(),
                lives.faults(),
                graphs,
                lives.mutant(),
                lives.trace(),
                lives.pushesLost());
    }
}
