package io.gridmill.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to ask. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the server; also GRIDMILL_SERVER, or what `up` left in DATA.")
    @Nullable String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Access token; also GRIDMILL_TOKEN, or what `up` left in DATA.")
    @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory; also GRIDMILL_DATA, else gridmill-data here.")
    @Nullable Path data;
}
