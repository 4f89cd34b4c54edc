package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.GridClient;
import io.gridmill.client.ScheduleCalls;
import io.gridmill.client.Wire;
import io.gridmill.schedule.ScheduleStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Jobs that run again and again. */
@Command(
        name = "schedule",
        description = "Jobs that run again and again: add, list, show, remove.",
        synopsisSubcommandLabel = "COMMAND")
final class ScheduleCommand implements Runnable {

    /** The command with its own commands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ScheduleCommand())
                .addSubcommand("add", new Add(terminal))
                .addSubcommand("list", new ListAll(terminal))
                .addSubcommand("show", new Show(terminal))
                .addSubcommand("remove", new Remove(terminal));
    }

    @Override
    public void run() {
        throw CommandException.usage("schedule does one of: add, list, show, remove.");
    }

    /** Puts a schedule. */
    @Command(
            name = "add",
            description = "Puts a schedule, in the place of one of that name where there is one.",
            footer = {
                "",
                "  gridmill schedule add nightly --cron \"0 2 * * *\" --zone Europe/Berlin \\",
                "      word-count --input log.txt",
                "Cron: minute hour day-of-month month day-of-week; a sixth field in front is"
                        + " seconds;",
                "@hourly, @daily, @weekly, @monthly, @yearly. A time that a change of the clock"
                        + " leaves out",
                "runs at the change; one that comes twice runs once."
            })
    static final class Add extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "What it is called.")
        private String name = "";

        @Mixin private final JobOptions job = new JobOptions();

        @Option(names = "--cron", paramLabel = "EXPR", description = "When, as cron writes it.")
        private @Nullable String cron;

        @Option(names = "--every", paramLabel = "TIME", description = "When, such as 30s or 6h.")
        private @Nullable String every;

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                description = "Whose clock cron means, such as Europe/Berlin (default: UTC).")
        private @Nullable String zone;

        @Option(
                names = "--overlap",
                paramLabel = "HOW",
                description =
                        "While the job before runs: skip (default), allow, queue or"
                                + " cancel-previous.")
        private @Nullable String overlap;

        @Option(
                names = "--catch-up",
                paramLabel = "HOW",
                description =
                        "Times that went by while the grid was down: none (default), last or all.")
        private @Nullable String catchUp;

        @Option(
                names = "--catch-up-limit",
                paramLabel = "N",
                description = "Of all, at most so many, the newest (default: 100).")
        private @Nullable Integer catchUpLimit;

        @Option(names = "--from", paramLabel = "TIME", description = "Not before this time.")
        private @Nullable String from;

        @Option(names = "--until", paramLabel = "TIME", description = "Not after this time.")
        private @Nullable String until;

        @Option(names = "--disabled", description = "Puts it, and lets it not run yet.")
        private boolean disabled;

        @Option(
                names = "--schedule-file",
                paramLabel = "FILE",
                description = "The whole schedule as JSON; the other options win over it.")
        private @Nullable Path file;

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            ObjectNode schedule =
                    file == null
                            ? Wire.MAPPER.createObjectNode()
                            : ParameterValues.read("--schedule-file " + file, file);
            set(schedule, "cron", cron);
            set(schedule, "every", every);
            set(schedule, "zone", zone);
            set(schedule, "overlap", overlap);
            set(schedule, "catchUp", catchUp);
            set(schedule, "from", from);
            set(schedule, "until", until);
            if (catchUpLimit != null) {
                schedule.put("catchUpLimit", catchUpLimit);
            }
            if (disabled) {
                schedule.put("enabled", false);
            }
            if (job.type != null || job.file != null || !schedule.has("job")) {
                ObjectNode request = job.request();
                JobInputs.check(job.input);
                JobInputs.add(request, job.input, new RemoteGrid(client), terminal());
                schedule.set("job", request);
            }
            ScheduleStatus put = client.schedules().put(name, schedule);
            PrintStream err = terminal().err();
            err.println("Schedule " + put.name() + " runs " + put.description());
            if (!put.next().isEmpty()) {
                err.println("Next: " + put.next().getFirst());
            }
            return ExitStatus.DONE;
        }

        private static void set(ObjectNode schedule, String field, @Nullable String value) {
            if (value != null) {
                schedule.put(field, value);
            }
        }
    }

    /** All schedules. */
    @Command(name = "list", description = "Lists schedules, by name.")
    static final class ListAll extends ServerCommand {
        @Mixin private final OutputOption output = new OutputOption();

        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            List<ScheduleStatus> all = client.schedules().list();
            if (output.json()) {
                OutputOption.print(all, terminal());
                return ExitStatus.DONE;
            }
            Table table =
                    new Table("NAME", "WHEN", "TYPE", "NEXT", ">FIRED", ">SKIPPED", ">MISSED");
            for (ScheduleStatus one : all) {
                table.add(
                        one.name(),
                        one.cron() == null ? one.description() : one.cron() + " " + one.zone(),
                        one.job().path("type").asText("steps"),
                        one.next().isEmpty() ? "-" : one.next().getFirst().toString(),
                        one.counts().fired(),
                        one.counts().skipped(),
                        one.counts().missed());
            }
            table.print(terminal().out(), terminal().colour());
            return ExitStatus.DONE;
        }
    }

    /** One schedule. */
    @Command(name = "show", description = "Shows one schedule with what became of its last times.")
    static final class Show extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Mixin private final OutputOption output = new OutputOption();

        Show(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            ScheduleStatus one = client.schedules().find(name);
            if (output.json()) {
                OutputOption.print(one, terminal());
                return ExitStatus.DONE;
            }
            PrintStream out = terminal().out();
            out.println(one.name() + " runs " + one.description());
            out.println("Job:      " + one.job());
            out.println("Overlap:  " + one.overlap() + ", catch up: " + one.catchUp());
            out.println("Next:     " + (one.enabled() ? one.next() : "it is switched off"));
            out.println(
                    "So far:   "
                            + one.counts().fired()
                            + " fired, "
                            + one.counts().skipped()
                            + " skipped, "
                            + one.counts().missed()
                            + " missed, "
                            + one.counts().failed()
                            + " failed, "
                            + one.waiting()
                            + " waiting");
            Table table = new Table("DUE", "OUTCOME", "JOB", "");
            for (ScheduleStatus.Firing firing : one.recent()) {
                table.add(
                        firing.due(),
                        firing.outcome(),
                        firing.job() == null ? "-" : firing.job(),
                        firing.detail() == null ? "" : firing.detail());
            }
            table.print(out, terminal().colour());
            return ExitStatus.DONE;
        }
    }

    /** Forgets a schedule. */
    @Command(name = "remove", description = "Forgets a schedule; jobs it has submitted go on.")
    static final class Remove extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            ScheduleCalls schedules = client.schedules();
            schedules.delete(name);
            terminal().err().println("Schedule " + name + " is gone");
            return ExitStatus.DONE;
        }
    }
}
