package io.gridmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobLifecycle;
import io.gridmill.job.TransitionTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives of grids, a seed each. More of them: {@code -Dgridmill.simulation.seeds=100000}; one again,
 * with its story: {@code -Dgridmill.simulation.seed=17}.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("gridmill.simulation.seeds", 300);
    private static final Long ONE = Long.getLong("gridmill.simulation.seed");
    private static final int SEEDS_TO_CATCH_A_MUTANT = 50;

    /** The first of them; a stop of an older generation comes late in one life of 25. */
    private static final long FIRST_TO_CATCH_A_MUTANT = 90;

    @Test
    void everySeedKeepsThePromises() {
        long first = ONE == null ? 0 : ONE;
        long last = ONE == null ? SEEDS : ONE + 1;
        for (long seed = first; seed < last; seed++) {
            check(Lives.of(seed));
        }
    }

    private static void check(Settings settings) {
        Outcome outcome = Simulation.run(settings);
        assertThat(outcome.violation()).as(() -> Lives.told(settings, outcome)).isNull();
    }

    /** Seeds that found something once, whether in the engine or in the simulation. */
    static List<Long> seedsThatFailed() throws IOException {
        List<Long> seeds = new ArrayList<>();
        InputStream file = SimulationTest.class.getResourceAsStream("seeds-that-failed.txt");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    seeds.add(Long.parseLong(line.substring(0, line.indexOf(' '))));
                }
            }
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seedsThatFailed")
    void noSeedFailsAgain(long seed) {
        check(Lives.of(seed));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyMutantIsCaught(Mutant mutant) {
        for (long n = 0; n < SEEDS_TO_CATCH_A_MUTANT; n++) {
            long seed = FIRST_TO_CATCH_A_MUTANT + n;
            if (Simulation.run(Lives.of(seed, mutant)).violation() != null) {
                return;
            }
        }
        assertThat(mutant).as("not caught by any seed").isEqualTo(Mutant.NONE);
    }

    @Test
    void theSameSeedGivesTheSameOutcome() {
        Settings settings = Lives.of(4).tracing("job-2");
        Outcome once = Simulation.run(settings);
        Outcome again = Simulation.run(settings);
        assertThat(once.story()).isNotEmpty();
        assertThat(again).isEqualTo(once).hasToString(once.toString());
    }

    @Test
    void aThousandNodesShareOneJob() {
        Load load = new Load(1, 1, 20_000, true, 100, false);
        Settings settings =
                new Settings(
                        1,
                        1_000,
                        2,
                        2,
                        Settings.PARTITIONS,
                        600_000,
                        EnumSet.noneOf(Fault.class),
                        load);
        Outcome outcome = Simulation.run(settings);
        assertThat(outcome.violation()).as(() -> Lives.told(settings, outcome)).isNull();
        assertThat(outcome.figure("tasksSucceeded")).isEqualTo(20_000);
    }

    @Test
    void everyJobEndsThoughNothingThatIsPushedArrives() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            check(Lives.of(seed).losingPushes());
        }
    }

    @Test
    void theCheckerKnowsTheEdgesOfTheDrawing() {
        assertThat(Checker.JOB_EDGES)
                .containsExactlyInAnyOrderElementsOf(
                        TransitionTable.of(JobLifecycle.class).pairs());
    }
}
