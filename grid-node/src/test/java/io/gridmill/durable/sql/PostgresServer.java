package io.gridmill.durable.sql;

import io.gridmill.durable.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's own, from the system's package, in a directory and on a port that
 * nobody else uses. It does not run as root: started by root it is given to the user {@code postgres}.
 */
final class PostgresServer {
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory;
    private final int port;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** Where the server's programs are; empty where it is not installed. */
    static Optional<Path> programs() {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("gridmill-postgres");
        PostgresServer server = new PostgresServer(programs().orElseThrow(), directory, freePort());
        if (root()) {
            server.run(List.of("chown", "postgres", directory.toString()));
        }
        server.program("initdb", "-D", server.data(), "-U", "gridmill", "-A", "trust", "-N");
        server.startAgain();
        return server;
    }

    /** Starts it after {@link #stop}. */
    void startAgain() throws IOException, InterruptedException {
        String options = "-p " + port + " -h 127.0.0.1 -k " + directory;
        String log = directory.resolve("log").toString();
        program("pg_ctl", "-D", data(), "-w", "-l", log, "-o", options, "start");
    }

    /** Stops it at once, as a crash would. */
    void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    StoreSettings settings(String database) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        return new StoreSettings(StoreSettings.Kind.POSTGRES, url, "gridmill", null);
    }

    /** Makes an empty database. */
    StoreSettings newDatabase(String name) throws IOException, InterruptedException {
        program(
                "createdb",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "gridmill",
                name);
        return settings(name);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void program(String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with status " + process.exitValue());
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops it and leaves nothing. */
    void remove() throws IOException, InterruptedException {
        try {
            stop();
        } finally {
            run(List.of("rm", "-rf", directory.resolve("data").toString()));
            run(List.of("rm", "-f", directory.resolve("log").toString()));
            Files.delete(directory);
        }
    }
}
