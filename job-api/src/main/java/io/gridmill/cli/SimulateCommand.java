package io.gridmill.cli;

import io.gridmill.simulation.Fault;
import io.gridmill.simulation.Load;
import io.gridmill.simulation.Outcome;
import io.gridmill.simulation.Settings;
import io.gridmill.simulation.Simulation;
import io.gridmill.simulation.Violation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The engine of many members against simulated time, network, store and faults. */
@Command(
        name = "simulate",
        description = {
            "Runs the scheduler of many nodes in virtual time, with faults, and checks what must"
                    + " always hold.",
            "The same seed prints the same. A partition is over before members are put out; a split"
                    + " lasts longer, and is merged afterwards."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Terminal terminal;

    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "50",
            description = "Members, 1 to " + Settings.MOST_NODES + " (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "2",
            description = "Tasks that a member runs at once (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--backups",
            paramLabel = "N",
            defaultValue = "2",
            description = "Copies of each record beside the first (default: ${DEFAULT-VALUE}).")
    private int backups;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Everything is drawn from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "1",
            description = "Virtual hours under load, such as 0.5 (default: ${DEFAULT-VALUE}).")
    private double hours;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "usual",
            description = {
                "usual (all but split), all, none, or some of these, with commas between (default:"
                        + " ${DEFAULT-VALUE}):",
                "crash: a member dies; restart: another one comes for each that died;",
                "freeze: a member stands still, and is put out when it takes too long;",
                "partition: some members are cut off from the others, both ways or one way;",
                "slow: a member works up to 8 times slower; clock: clocks drift and jump;",
                "duplicate: messages arrive twice; delay: they take up to seconds;",
                "loss: messages, operations and answers are lost;",
                "migrate: parts of the store move between members;",
                "drain: a member takes no work for a while;",
                "leave: a member says goodbye and goes, and another one comes;",
                "split: some members are cut off for so long that both sides go on by themselves."
            })
    private String faults = "usual";

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "One job of so many tasks that always succeed, instead of a mixed load.")
    private @Nullable Integer tasks;

    @Option(
            names = "--task-time",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Longest usual run time of a task (default: ${DEFAULT-VALUE}).")
    private int taskMillis;

    @Option(
            names = "--trace",
            paramLabel = "JOB[/TASK]",
            description = {
                "Tells the story of a job, such as job-3, or a task, such as job-3/17:",
                "when, what, from which state to which, and who decided."
            })
    private @Nullable String trace;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        // What the members would log is not about this machine.
        LogFiles.off();
        Settings settings = settings();
        long begun = System.nanoTime();
        Outcome outcome = Simulation.run(settings, this::progress);
        double seconds = (System.nanoTime() - begun) / 1e9;
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "Took %.1f s, %,.0f events/s%n",
                        seconds,
                        outcome.events() / seconds);
        if (output.json()) {
            OutputOption.print(json(outcome), terminal);
        } else {
            print(outcome);
        }
        return outcome.violation() == null ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private Settings settings() {
        try {
            return new Settings(
                            seed,
                            nodes,
                            slots,
                            backups,
                            Settings.PARTITIONS,
                            Math.round(hours * MILLIS_PER_HOUR),
                            faults(),
                            load())
                    .tracing(trace);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    private Set<Fault> faults() {
        if (faults.equals("all")) {
            return EnumSet.allOf(Fault.class);
        }
        if (faults.equals("usual")) {
            return EnumSet.complementOf(EnumSet.of(Fault.SPLIT));
        }
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        for (String name : faults.equals("none") ? new String[0] : faults.split(",", -1)) {
            try {
                chosen.add(Fault.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw CommandException.usage(
                        "--faults: there is no fault '"
                                + name
                                + "'; see `gridmill simulate --help`.");
            }
        }
        return chosen;
    }

    private Load load() {
        int inAll = nodes * slots;
        return tasks == null
                ? new Load(
                        3 + inAll / 20, Integer.MAX_VALUE, 20 + 4 * inAll, false, taskMillis, true)
                : new Load(1, 1, tasks, true, taskMillis, false);
    }

    private void progress(long millis) {
        if (terminal.screen().errIsTerminal() && millis % 60_000 < 10_000) {
            terminal.err().printf(Locale.ROOT, "\rvirtual %.2f h", millis / MILLIS_PER_HOUR);
        }
    }

    private void print(Outcome outcome) {
        outcome.story().forEach(line -> terminal.out().println(line));
        line("seed", Long.toString(seed));
        line("nodes", nodes + ", " + slots + " slots each, " + backups + " backups");
        line(
                "virtual time",
                "%.2f h under load, %.2f h in all"
                        .formatted(
                                outcome.busyMillis() / MILLIS_PER_HOUR,
                                outcome.millis() / MILLIS_PER_HOUR));
        line(
                "jobs",
                "%,d: %,d succeeded, %,d failed, %,d cancelled"
                        .formatted(
                                outcome.figure("jobsSubmitted"),
                                outcome.figure("jobsSucceeded"),
                                outcome.figure("jobsFailed"),
                                outcome.figure("jobsCancelled")));
        line(
                "tasks",
                "%,d ended, %,d attempts failed, %,d lost with a node, %,d late results ignored"
                        .formatted(
                                outcome.figure("tasksEnded"),
                                outcome.figure("attemptsFailed"),
                                outcome.figure("attemptsLost"),
                                outcome.figure("lateResults")));
        line("faults", outcome.faults().isEmpty() ? "none" : words(outcome.faults()));
        line("events", "%,d".formatted(outcome.events()));
        line(
                "checked",
                "9 invariants on %,d changes of blocks".formatted(outcome.figure("blockChanges")));
        Violation wrong = outcome.violation();
        line("violations", wrong == null ? "none" : describe(wrong));
        line("again", replay(wrong));
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

    private void line(String name, String value) {
        terminal.out().printf(Locale.ROOT, "%-13s %s%n", name, value);
    }

    private static String describe(Violation wrong) {
        return "invariant %d at %.3f s: %s"
                .formatted(wrong.invariant(), wrong.atMillis() / 1_000.0, wrong.what());
    }

    /** The command that does the same again, and tells the story of what went wrong. */
    private String replay(@Nullable Violation wrong) {
        String told = wrong == null ? trace : wrong.job();
        if (wrong != null && told != null && wrong.task() >= 0) {
            told = told + "/" + wrong.task();
        }
        return "gridmill simulate --seed "
                + seed
                + " --nodes "
                + nodes
                + " --slots "
                + slots
                + " --backups "
                + backups
                + " --hours "
                + hours
                + " --faults "
                + faults
                + " --task-time "
                + taskMillis
                + (tasks == null ? "" : " --tasks " + tasks)
                + (told == null ? "" : " --trace " + told);
    }

    private Map<String, Object> json(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", seed);
        json.put("nodes", nodes);
        json.put("busyMillis", outcome.busyMillis());
        json.put("virtualMillis", outcome.millis());
        json.put("events", outcome.events());
        json.putAll(outcome.figures());
        json.put("faults", outcome.faults());
        Violation wrong = outcome.violation();
        if (wrong != null) {
            json.put("violation", wrong);
            json.put("again", replay(wrong));
        }
        if (trace != null) {
            json.put("story", outcome.story());
        }
        return json;
    }
}
