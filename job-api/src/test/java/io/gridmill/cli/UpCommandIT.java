package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.cli.local.JavaCommand;
import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import io.gridmill.client.Wire;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code gridmill up --nodes 3} as a user starts it: real processes, one of which is killed. */
class UpCommandIT {
    private static final Duration STARTING = Duration.ofSeconds(90);

    @TempDir private Path folder;
    private Path data;
    private Process up;
    private GridClient client;

    @BeforeEach
    void startThreeNodes() throws IOException {
        data = folder.resolve("data");
        List<String> command =
                JavaCommand.ofThisProcess(GridmillMain.class.getName())
                        .line(
                                List.of(
                                        "up",
                                        "--nodes",
                                        "3",
                                        "--slots",
                                        "3",
                                        "--port",
                                        "0",
                                        "--data",
                                        data.toString()));
        up =
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        await().atMost(STARTING).until(() -> !up.isAlive() || Files.exists(data.resolve("server")));
        assertThat(up.isAlive()).as(said("err")).isTrue();
        client = new GridClient(URI.create(read("server")), read("token"));
        await().atMost(STARTING).until(() -> client.nodes().size() == 3);
        await().atMost(STARTING).until(() -> client.cluster().safe());
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        up.toHandle().destroy();
        if (!up.waitFor(20, TimeUnit.SECONDS)) {
            up.destroyForcibly().waitFor();
        }
    }

    @Test
    void aJobOutlivesAKilledNodeWhichComesBack() throws IOException {
        assertThat(said("out").lines().toList()).contains(read("token"));
        JobStatus job =
                client.submit(
                                Wire.MAPPER.readTree(
                                        "{\"type\":\"noop\",\"parameters\":{\"tasks\":600,"
                                                + "\"sleepMillis\":10}}"),
                                null)
                        .job();
        await().atMost(STARTING).until(() -> client.job(job.id()).tasks().ended() > 50);
        NodeStatus victim = node("node-2");
        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
        await().atMost(STARTING).until(() -> client.job(job.id()).state().ended());
        assertThat(client.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(client.job(job.id()).tasks().succeeded()).isEqualTo(600);
        try (Download result = client.result(job.id())) {
            assertThat(result.body()).hasContent("{\"tasks\":600}");
        }
        await().atMost(STARTING)
                .ignoreExceptions()
                .until(() -> node("node-2").pid() != victim.pid());
        assertThat(said("err")).contains("[node-2] ended with status 137; started again in 2 s");
    }

    @Test
    void allEndWithTheFirst() throws InterruptedException {
        List<Long> processes = client.nodes().stream().map(NodeStatus::pid).toList();
        up.toHandle().destroy();
        assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(5)).until(() -> noneAlive(processes));
        assertThat(data.resolve("server")).doesNotExist();
        assertThat(data.resolve("token")).exists();
    }

    @Test
    void noneOutlivesTheFirstWhenThatIsKilled() throws InterruptedException {
        List<Long> processes = client.nodes().stream().map(NodeStatus::pid).toList();
        up.destroyForcibly().waitFor();
        await().atMost(Duration.ofSeconds(30)).until(() -> noneAlive(processes));
    }

    private NodeStatus node(String name) {
        return client.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean noneAlive(List<Long> processes) {
        return processes.stream()
                .allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private String read(String name) throws IOException {
        return Files.readString(data.resolve(name)).strip();
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }
}
