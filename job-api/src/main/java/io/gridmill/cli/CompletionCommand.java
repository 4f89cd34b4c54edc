package io.gridmill.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Shell completion. */
@Command(
        name = "completion",
        description = {
            "Prints a completion script for bash and zsh.",
            "Use it with:  source <(gridmill completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("gridmill", GridmillMain.commandLine(terminal));
        terminal.out().print(script);
        return ExitStatus.DONE;
    }
}
