package io.gridmill.cli;

import io.gridmill.client.GridClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a server. */
abstract class ServerCommand implements Callable<Integer> {
    @Mixin private final ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    ServerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does it; returns the exit status. */
    abstract int run(GridClient client) throws Exception;

    final Terminal terminal() {
        return terminal;
    }

    @Override
    public final Integer call() throws Exception {
        ServerAddress address = ServerAddress.require(server, terminal.environment());
        try (GridClient client = new GridClient(address.url(), address.token())) {
            return run(client);
        }
    }
}
