package io.gridmill.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node in a process of its own. */
final class ChildNode implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream commands;
    private final String name;

    ChildNode(String name, String cluster, int port, Path data, String members, String... more)
            throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // The test's own agent and heap are not for its children.
            if (!option.startsWith("-javaagent") && !option.startsWith("-Xmx")) {
                command.add(option);
            }
        }
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        name,
                        cluster,
                        Integer.toString(port),
                        data.resolve(name).toString(),
                        members));
        command.addAll(List.of(more));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = process.getOutputStream();
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process.isAlive();
    }

    String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("> ")) {
                return line.substring(2);
            }
        }
        throw new IOException(name + " ended");
    }

    String ask(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        return answer();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
