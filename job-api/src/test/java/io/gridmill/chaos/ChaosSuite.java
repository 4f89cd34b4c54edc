package io.gridmill.chaos;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs scenarios and says what came of them. Not thread-safe. */
final class ChaosSuite implements AutoCloseable {
    private final Path directory;
    private final int rounds;
    private final long seed;
    private final List<Row> rows = new ArrayList<>();
    private ChaosGrid.@Nullable Shape shape;
    private @Nullable ChaosGrid grid;
    private int grids;

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
        suite.close();
        System.exit(suite.rows.stream().allMatch(Row::clean) ? 0 : 1);
    }

    /**
     * Plays all rounds of a scenario on one grid: that of the scenario before where it was like that and
     * bore it well, since starting is what takes longest.
     */
    Row run(Scenario scenario) throws IOException, InterruptedException {
        say(scenario.name() + ", " + rounds + " rounds, seed " + seed);
        List<Findings> all = new ArrayList<>();
        try {
            ChaosGrid on = grid(scenario.shape());
            for (int round = 1; round <= rounds; round++) {
                Stage stage = new Stage(on, scenario.name() + "-" + round, seed + round);
                all.add(stage.findings());
                play(scenario, stage);
            }
        } catch (RuntimeException e) {
            Findings none = new Findings();
            none.wrong.add("broke off: " + e);
            all.add(none);
        }
        Row row = Row.of(scenario, all);
        rows.add(row);
        if (!row.clean()) {
            close();
        }
        say(Row.head());
        say(row.line());
        row.wrong().forEach(wrong -> say("  WRONG " + wrong));
        row.notes().forEach(note -> say("  note: " + note));
        return row;
    }

    private static void play(Scenario scenario, Stage stage) throws InterruptedException {
        try {
            scenario.round().play(stage);
        } catch (IOException e) {
            throw new IllegalStateException(stage.keys() + ": " + e, e);
        }
    }

    private ChaosGrid grid(ChaosGrid.Shape shape) throws IOException {
        if (grid != null && shape.equals(this.shape)) {
            return grid;
        }
        close();
        Path place = directory.resolve("grid-" + ++grids);
        empty(place);
        ChaosGrid fresh = ChaosGrid.start(shape, place);
        say("  " + shape.nodes() + " nodes are up in " + place);
        this.shape = shape;
        grid = fresh;
        return fresh;
    }

    @Override
    public void close() throws IOException {
        if (grid != null) {
            grid.close();
            grid = null;
        }
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
