package io.gridmill.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The chaos suite. In every check the bounded scenarios, one round each; {@code ./check --chaos} runs all of them in
 * three rounds. Where there are no network namespaces it says so and is left out, or fails with {@code
 * GRIDMILL_TEST_NAMESPACES} set.
 */
class ChaosIT {
    private static final String NAMES = System.getProperty("gridmill.chaos", "bounded");
    private static final ChaosSuite SUITE =
            new ChaosSuite(
                    Path.of("target/chaos").toAbsolutePath(),
                    Integer.getInteger("gridmill.chaos.rounds", 1),
                    Long.getLong("gridmill.chaos.seed", System.currentTimeMillis()));

    @BeforeAll
    static void machinesCanBeMade() {
        Optional<String> missing = Machines.missing();
        missing.ifPresent(
                why ->
                        ChaosSuite.say(
                                "THE CHAOS SUITE DID NOT RUN, SO NOTHING IS SHOWN OF KILLED, FROZEN AND"
                                        + " CUT OFF NODES: "
                                        + why
                                        + ". It needs Linux, root, iproute2 and iptables."));
        if (System.getenv("GRIDMILL_TEST_NAMESPACES") != null) {
            assertThat(missing).isEmpty();
        }
        assumeTrue(missing.isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLostDoubledOrWrong() {
        return chosen().stream()
                .map(
                        scenario ->
                                DynamicTest.dynamicTest(
                                        scenario.name(), () -> assertClean(scenario)));
    }

    private static List<Scenario> chosen() {
        List<String> names = List.of(NAMES.split("[, ]+", -1));
        return Scenarios.all().stream()
                .filter(
                        scenario ->
                                names.contains("all")
                                        || names.contains(scenario.name())
                                        || (names.contains("bounded") && scenario.bounded()))
                .toList();
    }

    private static void assertClean(Scenario scenario) throws IOException, InterruptedException {
        Row row = SUITE.run(scenario);
        assertThat(row.wrong()).isEmpty();
        assertThat(row.clean()).as(row.line()).isTrue();
        assertThat(row.acknowledged()).isPositive();
    }

    @AfterAll
    static void report() throws IOException {
        SUITE.report();
        SUITE.close();
    }
}
