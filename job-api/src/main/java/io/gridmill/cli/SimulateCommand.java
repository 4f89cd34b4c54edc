package io.gridmill.cli;

import io.gridmill.simulation.Fault;
import io.gridmill.simulation.Load;
import io.gridmill.simulation.Outcome;
import io.gridmill.simulation.Settings;
import io.gridmill.simulation.Simulation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Locale;
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
                    + " lasts longer, and is merged afterwards.",
            "The load is mixed: jobs of any size, some of which fail, are cancelled, time out and are"
                    + " retried; one in five is made of steps, and one in five of the others is open:"
                    + " its tasks are added while it runs."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final int FEW = 10;

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
            defaultValue = "all",
            description = {
                "all, none, or some of these, with commas between (default: ${DEFAULT-VALUE}):",
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
    private String faults = "all";

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = {
                "One job of so many tasks that always succeed, instead of a mixed load. With more than"
                        + " 10 members, 10 of them do as much each afterwards, to compare what a task"
                        + " costs the scheduler."
            })
    private @Nullable Integer tasks;

    @Option(
            names = "--roles",
            paramLabel = "WHICH",
            description = {
                "hybrid: all members keep data and run tasks;",
                "mixed: two in five are workers, which keep no data, and one a scheduler, which runs"
                        + " no task (default: mixed, hybrid with --tasks)."
            })
    private @Nullable String roles;

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
        Simulated all = simulated(settings);
        Simulated few = tasks == null || nodes <= FEW ? null : simulated(asMuchEach(settings));
        SimulationReport report = new SimulationReport(all.outcome, again());
        if (few != null) {
            report.compareWith(few.outcome);
        }
        if (output.json()) {
            OutputOption.print(report.json(), terminal);
        } else {
            report.print(terminal);
        }
        terminal.err().println(all.cost() + (few == null ? "" : ", with 10 nodes " + few.cost()));
        return all.outcome.violation() == null ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** An outcome and the processor time that it took. */
    private record Simulated(Outcome outcome, double seconds) {
        String cost() {
            double tasks = Math.max(1, outcome.figure("tasksEnded"));
            return String.format(
                    Locale.ROOT,
                    "%.1f s of processor time, %.1f us a task, %,.0f events/s",
                    seconds,
                    seconds * 1e6 / tasks,
                    outcome.events() / seconds);
        }
    }

    private Simulated simulated(Settings settings) {
        var processor = ManagementFactory.getThreadMXBean();
        long begun = processor.getCurrentThreadCpuTime();
        Outcome outcome = Simulation.run(settings, this::progress);
        double seconds = (processor.getCurrentThreadCpuTime() - begun) / 1e9;
        return new Simulated(outcome, Math.max(seconds, 1e-9));
    }

    private Settings settings() {
        try {
            Settings settings =
                    new Settings(
                                    seed,
                                    nodes,
                                    slots,
                                    backups,
                                    Settings.PARTITIONS,
                                    Math.round(hours * MILLIS_PER_HOUR),
                                    faults(),
                                    load())
                            .tracing(trace);
            return mixed() ? settings.withRoles() : settings;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** Few nodes, each of which has as much to do. */
    private static Settings asMuchEach(Settings many) {
        Load load = many.load();
        int tasks = Math.max(1, (int) ((long) load.tasks() * FEW / many.nodes()));
        return new Settings(
                many.seed(),
                FEW,
                many.slots(),
                many.backups(),
                many.partitions(),
                many.millis(),
                many.faults(),
                new Load(1, 1, tasks, true, load.millis(), false));
    }

    private boolean mixed() {
        return switch (roles) {
            case null -> tasks == null;
            case "hybrid" -> false;
            case "mixed" -> true;
            default ->
                    throw CommandException.usage(
                            "--roles: there is no '" + roles + "'; use hybrid or mixed.");
        };
    }

    private Set<Fault> faults() {
        if (faults.equals("all")) {
            return EnumSet.allOf(Fault.class);
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
        if (tasks != null) {
            return new Load(1, 1, tasks, true, taskMillis, false);
        }
        int inAll = nodes * slots;
        return new Load(3 + inAll / 20, Integer.MAX_VALUE, 20 + 4 * inAll, false, taskMillis, true)
                .with(EnumSet.allOf(Load.Kind.class));
    }

    private void progress(long millis) {
        if (terminal.screen().errIsTerminal() && millis % 60_000 < 10_000) {
            terminal.err().printf(Locale.ROOT, "\rvirtual %.2f h", millis / MILLIS_PER_HOUR);
        }
    }

    /** The command that does the same again, without what it traces. */
    private String again() {
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
                + (roles == null ? "" : " --roles " + roles);
    }
}
