package io.gridmill.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code gridmill} command. */
@Command(
        name = "gridmill",
        description = "Splits a job into tasks, runs each on a grid of nodes, joins the results.",
        versionProvider = GridmillMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Try it:  gridmill run mandelbrot --param width=1024 --out picture.png",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 server not reachable, 4 not allowed."
        })
public final class GridmillMain implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private GridmillMain() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        int status = run(TerminalProbe.ofProcess(), arguments);
        System.exit(status);
    }

    /** Runs one command; returns its exit status. */
    static int run(Terminal terminal, String... arguments) {
        return commandLine(terminal).execute(arguments);
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new GridmillMain());
        line.addSubcommand("run", new RunCommand(terminal))
                .addSubcommand("up", UpCommand.line(terminal))
                .addSubcommand("node", NodeCommand.line(terminal))
                .addSubcommand("submit", new SubmitCommand(terminal))
                .addSubcommand("jobs", new JobsCommand(terminal))
                .addSubcommand("job", new JobCommand(terminal))
                .addSubcommand("tasks", new TasksCommand(terminal))
                .addSubcommand("logs", new LogsCommand(terminal))
                .addSubcommand("explain", new ExplainCommand(terminal))
                .addSubcommand("result", new ResultCommand(terminal))
                .addSubcommand("add", new AddCommand(terminal))
                .addSubcommand("close", new CloseCommand(terminal))
                .addSubcommand("change", new ChangeCommand(terminal))
                .addSubcommand("cancel", new CancelCommand(terminal))
                .addSubcommand("retry", new RetryCommand(terminal))
                .addSubcommand("nodes", new NodesCommand(terminal))
                .addSubcommand("drain", new DrainCommand(terminal))
                .addSubcommand("resume", new ResumeCommand(terminal))
                .addSubcommand("recover", new RecoverCommand(terminal))
                .addSubcommand("types", new TypesCommand(terminal))
                .addSubcommand("export", new ExportCommand(terminal))
                .addSubcommand("import", new ImportCommand(terminal))
                .addSubcommand("schedule", ScheduleCommand.line(terminal))
                .addSubcommand("config", ConfigCommand.line(terminal))
                .addSubcommand("bench", new BenchCommand(terminal))
                .addSubcommand("simulate", new SimulateCommand(terminal))
                .addSubcommand("completion", new CompletionCommand(terminal));
        boolean colour = terminal.colour();
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                // Otherwise `--params @FILE` would be taken for a file of arguments.
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Math.clamp(terminal.screen().columns(), 80, 120))
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setParameterExceptionHandler((e, _) -> wrongUsage(terminal, e))
                .setExecutionExceptionHandler(failure(terminal));
    }

    @Override
    public Integer call() {
        throw CommandException.usage("No command is given. See `gridmill --help`.");
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static int wrongUsage(Terminal terminal, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        // Picocli doubles the word for options that take pairs.
        String message = String.valueOf(e.getMessage()).replace("option option", "option");
        terminal.err().println("gridmill: " + message + (message.endsWith(".") ? "" : "."));
        terminal.err().println("  See `" + name + " --help`.");
        return ExitStatus.USAGE;
    }

    private static IExecutionExceptionHandler failure(Terminal terminal) {
        return (e, line, _) -> {
            ErrorReport report = ErrorReport.of(e, line.getCommandSpec().qualifiedName());
            terminal.err().println(report.text());
            if ("1".equals(terminal.environment().get("GRIDMILL_DEBUG"))) {
                e.printStackTrace(terminal.err());
            }
            return report.status();
        };
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gridmill " + text()};
        }

        static String text() {
            String version = GridmillMain.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
