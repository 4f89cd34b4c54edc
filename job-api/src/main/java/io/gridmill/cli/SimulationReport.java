package io.gridmill.cli;

import io.gridmill.simulation.Outcome;
import io.gridmill.simulation.Settings;
import io.gridmill.simulation.Violation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of a simulation: the same for the same settings. Used once. */
final class SimulationReport {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Outcome outcome;
    private final String again;
    private @Nullable Outcome few;

    /**
     * Of an outcome.
     *
     * @param again the command that does the same again, without what it traces
     */
    SimulationReport(Outcome outcome, String again) {
        this.outcome = outcome;
        this.again = again;
    }

    /** Tells also what a task cost the scheduler with fewer nodes, each of which had as much to do. */
    void compareWith(Outcome ofFew) {
        few = ofFew;
    }

    void print(Terminal terminal) {
        outcome.story().forEach(line -> terminal.out().println(line));
        lines().forEach(
                        (name, value) ->
                                terminal.out().printf(Locale.ROOT, "%-13s %s%n", name, value));
    }

    private Map<String, String> lines() {
        Settings settings = outcome.settings();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("seed", Long.toString(settings.seed()));
        lines.put("nodes", nodes(settings));
        lines.put(
                "virtual time",
                "%.2f h under load, %.2f h in all"
                        .formatted(
                                outcome.busyMillis() / MILLIS_PER_HOUR,
                                outcome.millis() / MILLIS_PER_HOUR));
        lines.put(
                "jobs",
                told(
                        "%,d: %,d succeeded, %,d failed, %,d cancelled; %,d were steps, %,d open",
                        "jobsSubmitted",
                        "jobsSucceeded",
                        "jobsFailed",
                        "jobsCancelled",
                        "stepJobs",
                        "openJobs"));
        lines.put(
                "tasks",
                told(
                        "%,d ended, %,d added to open jobs, %,d attempts failed, %,d lost with a"
                                + " node, %,d late results ignored",
                        "tasksEnded",
                        "tasksAdded",
                        "attemptsFailed",
                        "attemptsLost",
                        "lateResults"));
        lines.put("faults", outcome.faults().isEmpty() ? "none" : words(outcome.faults()));
        lines.put("events", "%,d".formatted(outcome.events()));
        if (few != null) {
            lines.put(
                    "a task costs",
                    cost(outcome)
                            + "; with %d nodes ".formatted(few.settings().nodes())
                            + cost(few));
        }
        lines.put("checked", told("11 invariants on %,d changes of blocks", "blockChanges"));
        Violation wrong = outcome.violation();
        lines.put("violations", wrong == null ? "none" : describe(wrong));
        lines.put("again", replay());
        return lines;
    }

    private static String nodes(Settings settings) {
        return settings.nodes()
                + (settings.roles() ? " of all roles, " : ", ")
                + settings.slots()
                + " slots each, "
                + settings.backups()
                + " backups";
    }

    private String told(String text, String... figures) {
        Object[] values = new Object[figures.length];
        for (int i = 0; i < figures.length; i++) {
            values[i] = outcome.figure(figures[i]);
        }
        return text.formatted(values);
    }

    private static double perTask(Outcome of, long count) {
        return count / (double) Math.max(1, of.figure("tasksEnded"));
    }

    private static String cost(Outcome of) {
        return "%.2f operations and %.1f events"
                .formatted(perTask(of, of.figure("operations")), perTask(of, of.events()));
    }

    private static String words(Map<String, Long> faults) {
        StringBuilder text = new StringBuilder();
        faults.forEach(
                (name, count) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(count)
                                .append(' ')
                                .append(name));
        return text.toString();
    }

    private static String describe(Violation wrong) {
        return "invariant %d at %.3f s: %s"
                .formatted(wrong.invariant(), wrong.atMillis() / 1_000.0, wrong.what());
    }

    /** The command that does the same again, and tells the story of what went wrong. */
    private String replay() {
        Violation wrong = outcome.violation();
        String told = wrong == null ? outcome.settings().trace() : wrong.job();
        if (wrong != null && told != null && wrong.task() >= 0) {
            told = told + "/" + wrong.task();
        }
        return again + (told == null ? "" : " --trace " + told);
    }

    Map<String, Object> json() {
        Settings settings = outcome.settings();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", settings.seed());
        json.put("nodes", settings.nodes());
        json.put("busyMillis", outcome.busyMillis());
        json.put("virtualMillis", outcome.millis());
        json.put("events", outcome.events());
        json.putAll(outcome.figures());
        json.put("faults", outcome.faults());
        if (few != null) {
            json.put("costOfTask", costs(outcome));
            json.put("costOfTaskWithFewNodes", costs(few));
        }
        Violation wrong = outcome.violation();
        if (wrong != null) {
            json.put("violation", wrong);
            json.put("again", replay());
        }
        if (settings.trace() != null) {
            json.put("story", outcome.story());
        }
        return json;
    }

    private static Map<String, Object> costs(Outcome of) {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("nodes", of.settings().nodes());
        costs.put("operations", perTask(of, of.figure("operations")));
        costs.put("events", perTask(of, of.events()));
        return costs;
    }
}
