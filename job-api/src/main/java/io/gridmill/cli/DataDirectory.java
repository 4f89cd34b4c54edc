package io.gridmill.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that {@code gridmill up} works in, and where other commands find what it left.
 *
 * @param root the directory, which need not exist yet
 */
record DataDirectory(Path root) {
    private static final Path DEFAULT = Path.of("gridmill-data");

    /** The one given, else of GRIDMILL_DATA, else ./gridmill-data. */
    static DataDirectory of(@Nullable Path given, Map<String, String> environment) {
        return new DataDirectory(named(given, environment).orElse(DEFAULT));
    }

    /** The one given or of GRIDMILL_DATA; empty where the user named none. */
    static Optional<Path> named(@Nullable Path given, Map<String, String> environment) {
        if (given != null) {
            return Optional.of(given);
        }
        String variable = environment.getOrDefault("GRIDMILL_DATA", "");
        return variable.isEmpty() ? Optional.empty() : Optional.of(Path.of(variable));
    }

    /** Where the log files are. */
    Path logs() {
        return root.resolve("logs");
    }

    /** Directory of one node. */
    Path node(String name) {
        return root.resolve(name);
    }

    /** Address of the server that works here, or that did when it was killed. */
    Optional<URI> server() throws IOException {
        return read("server").map(URI::create);
    }

    /** The administrator's token of the server that works here. */
    Optional<String> token() throws IOException {
        return read("token");
    }

    private Optional<String> read(String name) throws IOException {
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
