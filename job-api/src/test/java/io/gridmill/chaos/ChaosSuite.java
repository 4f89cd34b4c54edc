package io.gridmill.chaos;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios, a grid for each, and says what came of them. */
final class ChaosSuite {
    private final Path directory;
    private final int rounds;
    private final long seed;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Makes a suite.
     *
     * @param directory where the nodes write; what they said stays there
     */
    ChaosSuite(Path directory, int rounds, long seed) {
        this.directory = directory;
        this.rounds = rounds;
        this.seed = seed;
    }

    /** For a person who tries one: rounds, then names of scenarios, or none for all. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = List.of(arguments).subList(1, arguments.length);
        int rounds = Integer.parseInt(arguments[0]);
        ChaosSuite suite =
                new ChaosSuite(Path.of("target/chaos").toAbsolutePath(), rounds, System.nanoTime());
        for (Scenario scenario : Scenarios.all()) {
            if (names.isEmpty() || names.contains(scenario.name())) {
                suite.run(scenario);
            }
        }
        suite.report();
        System.exit(suite.rows.stream().allMatch(Row::clean) ? 0 : 1);
    }

    /** Plays all rounds of a scenario on one grid. */
    Row run(Scenario scenario) throws IOException, InterruptedException {
        say(scenario.name() + ", " + rounds + " rounds, seed " + seed);
        Path place = directory.resolve(scenario.name());
        empty(place);
        List<Findings> all = new ArrayList<>();
        try (ChaosGrid grid = ChaosGrid.start(scenario.shape(), place)) {
            say("  " + scenario.shape().nodes() + " nodes are up");
            for (int round = 1; round <= rounds; round++) {
                String keys = scenario.name() + "-" + round;
                Stage stage = new Stage(grid, keys, seed + round);
                all.add(stage.findings());
                try {
                    scenario.round().play(stage);
                } catch (RuntimeException | IOException e) {
                    stage.findings().wrong.add("round " + round + " broke off: " + e);
                    break;
                }
            }
        } catch (IllegalStateException e) {
            Findings none = new Findings();
            none.wrong.add("the grid did not start: " + e.getMessage());
            all.add(none);
        }
        Row row = Row.of(scenario, all);
        rows.add(row);
        say(Row.head());
        say(row.line());
        row.wrong().forEach(wrong -> say("  WRONG " + wrong));
        row.notes().forEach(note -> say("  note: " + note));
        return row;
    }

    private static void empty(Path place) throws IOException {
        for (int node = 1; node <= 5; node++) {
            SmallDisk.unmount(place.resolve("node-" + node));
        }
        Shell.run("rm", "-rf", place.toString());
        Files.createDirectories(place);
    }

    /** The table on standard output, and all of it as JSON. */
    void report() throws IOException {
        say(Row.head());
        rows.forEach(row -> say(row.line()));
        Files.createDirectories(directory);
        Path file = directory.resolve("chaos.json");
        Api.JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
        say("As JSON, with what was wrong in words: " + file);
    }

    @SuppressWarnings("SystemOut") // it is for people who watch
    static void say(String line) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
