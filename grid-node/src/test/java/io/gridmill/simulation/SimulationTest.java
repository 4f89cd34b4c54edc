package io.gridmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lives of grids, a seed each. More of them: {@code -Dgridmill.simulation.seeds=100000}; one again:
 * {@code -Dgridmill.simulation.seed=17}.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("gridmill.simulation.seeds", 400);
    private static final Long ONE = Long.getLong("gridmill.simulation.seed");
    private static final int SEEDS_TO_CATCH_A_MUTANT = 50;

    @Test
    void everySeedKeepsThePromises() {
        long first = ONE == null ? 1 : ONE;
        long last = ONE == null ? SEEDS : ONE;
        for (long seed = first; seed <= last; seed++) {
            live(seed, Mutant.NONE);
        }
    }

    @Test
    void aSeedIsTheSameLifeEachTime() {
        List<String> stories = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stories.add(firstViolation(Mutant.NO_FENCING));
        }
        assertThat(stories.get(0)).isEqualTo(stories.get(1));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyMutantIsCaught(Mutant mutant) {
        String violation = firstViolation(mutant);
        assertThat(violation).as("the simulation does not notice %s", mutant).isNotEmpty();
    }

    private static String firstViolation(Mutant mutant) {
        for (long seed = 1; seed <= SEEDS_TO_CATCH_A_MUTANT; seed++) {
            try {
                live(seed, mutant);
            } catch (AssertionError violation) {
                return String.valueOf(violation.getMessage());
            }
        }
        return "";
    }

    private static void live(long seed, Mutant mutant) {
        try {
            Simulation.run(seed, mutant);
        } catch (Violation violation) {
            String again =
                    "seed %d of %s; again: mvn test -Dtest=SimulationTest -D%s=%d\n"
                            .formatted(seed, mutant, "gridmill.simulation.seed", seed);
            throw new AssertionError(again + violation.getMessage(), violation);
        }
    }
}
