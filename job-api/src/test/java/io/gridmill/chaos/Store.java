package io.gridmill.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the processes. A PostgreSQL server outside all machines is reached through a relay on
 * each machine's loopback address, which can be slow or broken; a SQLite file is shared, since the
 * machines share a disk.
 */
final class Store implements AutoCloseable {
    private static final int PORT = 5432;
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    enum Kind {
        NONE,
        SQLITE,
        POSTGRES
    }

    private final List<String> arguments;
    private final List<Relay> relays = new ArrayList<>();
    private final @Nullable Path server;

    private Store(List<String> arguments, @Nullable Path server) {
        this.arguments = arguments;
        this.server = server;
    }

    /** Where PostgreSQL's programs are; empty where it is not installed. */
    static Optional<Path> programs() {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static Store open(Kind kind, Machines machines, Path directory) throws IOException {
        return switch (kind) {
            case NONE -> new Store(List.of("--store", "none"), null);
            case SQLITE -> {
                String url = "jdbc:sqlite:" + directory.resolve("grid.db");
                yield new Store(List.of("--store", "sqlite", "--store-url", url), null);
            }
            case POSTGRES -> postgres(machines);
        };
    }

    private static Store postgres(Machines machines) throws IOException {
        String bin =
                programs()
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "PostgreSQL is not installed in "
                                                                + PACKAGES))
                        + "/";
        Path server = Files.createTempDirectory("gridmill-chaos-postgres");
        Shell.run("chown", "postgres", server.toString());
        int port = freePort();
        String data = server.resolve("data").toString();
        asOwner(bin + "initdb", "-D", data, "-U", "gridmill", "-A", "trust", "-N");
        String options = "-p " + port + " -h 127.0.0.1 -k " + server;
        String log = server.resolve("log").toString();
        asOwner(bin + "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start");
        asOwner(bin + "createdb", "-h", "127.0.0.1", "-p", "" + port, "-U", "gridmill", "gridmill");
        String url = "jdbc:postgresql://127.0.0.1:" + PORT + "/gridmill";
        List<String> arguments =
                List.of("--store", "postgres", "--store-url", url, "--store-user", "gridmill");
        Store store = new Store(arguments, server);
        InetAddress local = InetAddress.ofLiteral("127.0.0.1");
        for (int i = 1; i <= machines.count(); i++) {
            ServerSocket inside = machines.get(i).listen(PORT);
            store.relays.add(Relay.from(inside, () -> new Socket(local, port)));
        }
        return store;
    }

    private static void asOwner(String... command) {
        List<String> line = new ArrayList<>(List.of("runuser", "-u", "postgres", "--", "sh", "-c"));
        // Its own output goes nowhere: the server would keep a pipe to us open for as long as it
        // lives.
        line.add("cd / && \"$0\" \"$@\" >/dev/null 2>&1");
        line.addAll(List.of(command));
        Shell.run(line.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** What a node is told of it. */
    List<String> arguments() {
        return arguments;
    }

    /** Holds back each request of every node for so long. */
    void delay(long millis) {
        relays.forEach(relay -> relay.delay(millis));
    }

    /** Is gone for every node, or back. */
    void gone(boolean on) {
        relays.forEach(relay -> relay.refuse(on));
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
        if (server != null) {
            String data = server.resolve("data").toString();
            asOwner(
                    programs().orElseThrow() + "/pg_ctl",
                    "-D",
                    data,
                    "-w",
                    "-m",
                    "immediate",
                    "stop");
            Shell.run("rm", "-rf", server.toString());
        }
    }
}
