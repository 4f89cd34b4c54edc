package io.gridmill.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code gridmill up} on one machine, which can be killed, frozen and started again. */
final class GridProcess implements AutoCloseable {
    private static final int HTTP = 8080;

    private final Machine machine;
    private final Plan plan;
    private final Relay relay;
    private @Nullable Process process;
    private @Nullable Api api;

    /**
     * How it is started.
     *
     * @param number of its machine, from 1 on
     * @param command the program without the {@code ip netns exec} before it
     */
    record Plan(int number, Path data, List<String> command, Map<String, String> environment) {}

    GridProcess(Machine machine, Plan plan) throws IOException {
        this.machine = machine;
        this.plan = plan;
        this.relay = Relay.here(() -> machine.connect(HTTP));
    }

    static List<String> arguments(Path data, String address) {
        List<String> arguments = new ArrayList<>(List.of("up", "--nodes", "1", "--slots", "2"));
        arguments.addAll(List.of("--port", Integer.toString(HTTP), "--data", data.toString()));
        arguments.addAll(List.of("--address", address, "--member-port", "5701"));
        return arguments;
    }

    int number() {
        return plan.number();
    }

    Path data() {
        return plan.data();
    }

    synchronized void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("Node " + number() + " runs already");
        }
        try {
            Files.createDirectories(plan.data());
            ProcessBuilder builder = new ProcessBuilder(machine.command(plan.command()));
            Map<String, String> clean = new LinkedHashMap<>(plan.environment());
            builder.environment().keySet().removeIf(name -> name.startsWith("GRIDMILL_"));
            builder.environment().putAll(clean);
            Path said = plan.data().resolveSibling("said-" + number());
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() {
        Process last = last();
        if (last != null) {
            last.destroyForcibly().onExit().join();
        }
    }

    /** Without waiting for it to be gone, so that several go at once. */
    void killAtOnce() {
        Process last = last();
        if (last != null) {
            last.destroyForcibly();
        }
    }

    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Process last = last();
        if (last != null) {
            Shell.run("kill", signal, Long.toString(last.pid()));
        }
    }

    private synchronized @Nullable Process last() {
        return process;
    }

    /** Its API. The token is made at the first start and stays. */
    synchronized Api api() throws IOException {
        if (api == null) {
            Path token = plan.data().resolve("token");
            if (!Files.exists(token)) {
                throw new IOException("Node " + number() + " has not said its token yet");
            }
            api = new Api(relay.port(), Files.readString(token).strip());
        }
        return api;
    }

    @Override
    public void close() throws IOException {
        kill();
        relay.close();
        if (api != null) {
            api.close();
        }
    }
}
