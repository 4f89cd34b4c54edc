package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.FakeServer;
import io.gridmill.client.FakeServer.Request;
import io.gridmill.client.Jobs;
import io.gridmill.client.Wire;
import io.gridmill.job.JobState;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridmillMainTest {
    private static final JobStatus RUNNING = Jobs.job(JobState.RUNNING, 10, 0);
    private static final JobStatus DONE = Jobs.job(JobState.SUCCEEDED, 100, 0);
    private static final JobStatus FAILED = Jobs.job(JobState.FAILED, 99, 1);

    @TempDir private Path folder;
    private FakeServer server;
    private TestTerminal terminal;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        terminal =
                new TestTerminal()
                        .with("GRIDMILL_SERVER", server.url().toString())
                        .with("GRIDMILL_TOKEN", "t");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyCommandHelps() {
        assertThat(terminal.run("--help")).isZero();
        for (String command : GridmillMain.commandLine(quiet()).getSubcommands().keySet()) {
            assertThat(terminal.run(command, "--help")).as(command).isZero();
        }
        assertThat(terminal.out()).contains("Usage: gridmill bench").doesNotContain("parent-watch");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void printsVersionAndCompletion() {
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.run("completion")).isZero();
        assertThat(terminal.out()).startsWith("gridmill ").contains("complete -F");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "run",
                "run noop --param x",
                "run noop --params [1]",
                "run noop --input /no/such/file",
                "run noop --out /no/such/folder/file",
                "submit noop --retries -1",
                "jobs --state NOPE",
                "jobs --limit 0",
                "job",
                "up --nodes 0",
                "node --backups 7",
                "bench recovery --nodes 1",
                "jobs --server ftp://x"
            })
    void wrongUsageIsTwo(String line) {
        assertThat(terminal.run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).startsWith("gridmill: ").doesNotContain("\tat ");
    }

    @Test
    void noServerIsThree() {
        assertThat(terminal.run("nodes", "--server", "127.0.0.1:1")).isEqualTo(3);
        assertThat(terminal.err()).contains("nothing listens there");
        TestTerminal other = new TestTerminal().with("GRIDMILL_DATA", folder.toString());
        assertThat(other.run("nodes")).isEqualTo(3);
    }

    @Test
    void notAllowedIsFour() {
        server.problem("GET /api/v1/nodes", 403, "not-allowed", "Viewers may not");
        assertThat(terminal.run("nodes")).isEqualTo(4);
        assertThat(terminal.err()).contains("Viewers may not. [not-allowed]");
    }

    @Test
    void aTraceIsShownOnRequestOnly() {
        server.problem("GET /api/v1/nodes", 500, "internal", "Oops");
        assertThat(terminal.with("GRIDMILL_DEBUG", "1").run("nodes")).isEqualTo(1);
        assertThat(terminal.err()).contains("\tat ");
    }

    @Test
    void submitsEverythingThatWasTyped() throws IOException {
        server.json("POST /api/v1/jobs", 202, RUNNING);
        Path file =
                Files.writeString(
                        folder.resolve("job.json"),
                        "{\"type\":\"sort\",\"parameters\":{\"key\":1,\"numeric\":false},"
                                + "\"resultTtl\":\"1h\"}");
        String line =
                "submit --file "
                        + file
                        + " --param numeric=true --param name=a=b --priority high"
                        + " --timeout 30s --task-timeout 5s --retries 3 --label team=x --meta why=y"
                        + " --key k1";
        assertThat(terminal.run(line.split(" "))).isZero();
        assertThat(terminal.out()).isEqualTo("j1" + System.lineSeparator());
        Request asked = server.requests().getFirst();
        assertThat(asked.header("Idempotency-key")).isEqualTo("k1");
        JsonNode expected =
                Wire.MAPPER.readTree(
                        """
                        {"type":"sort","parameters":{"key":1,"numeric":true,"name":"a=b"},
                         "resultTtl":"1h","priority":"high","timeout":"30s","taskTimeout":"5s",
                         "retry":{"maxAttempts":4},"labels":{"team":"x"},"metadata":{"why":"y"}}
                        """);
        assertThat(Wire.MAPPER.readTree(asked.body())).isEqualTo(expected);
    }

    @Test
    void aDryRunShowsWhatWouldBeMadeStepByStep() throws IOException {
        JobPlan.Task task = new JobPlan.Task(0, Wire.MAPPER.readTree("7"), null, List.of());
        JobPlan first =
                new JobPlan(
                        "noop", 12L, true, null, 2, List.of(task), List.of("n1"), List.of(), null);
        JobPlan second =
                new JobPlan(
                        "sort",
                        null,
                        false,
                        "its input is the result of step a",
                        null,
                        List.of(),
                        List.of(),
                        List.of("step a"),
                        null);
        List<JobPlan.Step> steps =
                List.of(new JobPlan.Step("a", first), new JobPlan.Step("b", second));
        server.json(
                "POST /api/v1/jobs",
                200,
                new JobPlan(
                        "steps", 12L, false, null, null, List.of(), List.of(), List.of(), steps));
        assertThat(terminal.run("submit", "noop", "--dry-run")).as(terminal.err()).isZero();
        assertThat(terminal.out().lines().toList())
                .containsExactly(
                        "2 steps, at least 12 tasks",
                        "",
                        "Step a",
                        "  noop: 12 tasks in 2 blocks",
                        "  could run on: n1",
                        "  task 0  7",
                        "",
                        "Step b",
                        "  sort: number of tasks not known yet: its input is the result of step a,"
                                + " after step a",
                        "  could run on: no node now");
    }

    @Test
    void submitWaitsAndFailsWithTheJob() throws IOException {
        server.json("POST /api/v1/jobs", 202, RUNNING).json("GET /api/v1/jobs/j1", 200, FAILED);
        assertThat(terminal.run("submit", "noop", "--wait")).isEqualTo(1);
        assertThat(terminal.out()).isEqualTo("j1" + System.lineSeparator());
        assertThat(terminal.err())
                .contains("failed: 100 tasks in 2.5s")
                .contains("It broke [task-failed]. Task 17 caused it.");
    }

    @Test
    void runUploadsItsInputAndWritesTheResult() throws IOException {
        String digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        server.answer("PUT /api/v1/blobs/" + digest, 201, "application/json", "{}")
                .json("POST /api/v1/jobs", 202, RUNNING)
                .json("GET /api/v1/jobs/j1", 200, DONE)
                .answer("GET /api/v1/jobs/j1/result", 200, "text/plain", "hello");
        Path out = folder.resolve("out.txt");
        int status =
                terminal.typing("abc").run("run", "sort", "--input", "-", "--out", out.toString());
        assertThat(status).isZero();
        assertThat(out).hasContent("hello");
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).contains("succeeded: 100 tasks in 2.5s, 40 tasks/s");
        assertThat(Wire.MAPPER.readTree(server.requests().get(1).body()).at("/input/blob").asText())
                .isEqualTo(digest);
    }

    @Test
    void runOutlivesAServerThatIsAwayForAMoment() throws IOException {
        server.json("POST /api/v1/jobs", 202, RUNNING)
                .problem("GET /api/v1/jobs/j1", 503, "unavailable", "Moving")
                .json("GET /api/v1/jobs/j1", 200, DONE)
                .answer("GET /api/v1/jobs/j1/result", 200, "text/plain", "hello");
        assertThat(terminal.run("run", "noop")).isZero();
        assertThat(terminal.out()).isEqualTo("hello");
    }

    @Test
    void listsJobsAsTableOrJson() throws IOException {
        server.json("GET /api/v1/jobs", 200, new Page<>(List.of(DONE, FAILED), null));
        assertThat(terminal.run("jobs")).isZero();
        assertThat(terminal.out()).startsWith("ID  TYPE").contains("j1  noop  SUCCEEDED  100%");
        TestTerminal second = new TestTerminal().with("GRIDMILL_SERVER", server.url().toString());
        assertThat(second.run("jobs", "-o", "json")).isZero();
        assertThat(Wire.MAPPER.readTree(second.out()).at("/1/error/code").asText())
                .isEqualTo("task-failed");
    }

    @Test
    void showsOneJob() throws IOException {
        server.json("GET /api/v1/jobs/j1", 200, FAILED);
        assertThat(terminal.run("job", "j1")).isZero();
        assertThat(terminal.out())
                .contains("State       FAILED (100%)")
                .contains("Tasks       100, 99 succeeded, 1 failed")
                .contains("Error       It broke [task-failed]")
                .doesNotContain("Metadata");
    }

    @Test
    void watchesAJobToItsEnd() throws IOException {
        String job = Wire.MAPPER.writeValueAsString(FAILED);
        server.json("GET /api/v1/jobs/j1", 200, RUNNING)
                .answer(
                        "GET /api/v1/jobs/j1/events",
                        200,
                        "text/event-stream",
                        "event: end\nid: 1\ndata: {\"job\":" + job + "}\n\n");
        assertThat(terminal.run("job", "j1", "--watch")).isEqualTo(1);
        assertThat(terminal.err()).contains("running: 10%, 10/100");
        assertThat(terminal.out()).contains("FAILED");
    }

    @Test
    void showsTheParametersOfAType() {
        server.answer(
                "GET /api/v1/types/sort",
                200,
                "application/json",
                """
                {"name":"sort","summary":"Sorts lines.","input":"REQUIRED","schema":{"properties":
                 {"key":{"type":"integer","default":0,"minimum":0,"maximum":9,
                         "description":"The column."}}}}
                """);
        assertThat(terminal.run("types", "sort")).isZero();
        assertThat(terminal.out()).contains("Sorts lines.").contains("key        integer  0");
        assertThat(terminal.out()).contains("0..9").contains("The column.");
    }

    @Test
    void knowsTheInstalledTypesWithoutAServer() {
        TestTerminal alone = new TestTerminal();
        assertThat(alone.run("types", "--data", folder.toString())).isZero();
        assertThat(alone.out()).contains("mandelbrot", "csv-aggregate", "password-audit");
        assertThat(alone.run("types", "noop", "--data", folder.toString())).isZero();
        assertThat(alone.out()).contains("sleepMillis");
        assertThat(alone.run("types", "nope", "--data", folder.toString())).isEqualTo(2);
        assertThat(alone.err()).contains("no-such-type");
    }

    @Test
    void retriesAndSaysWhatItLetsFail() throws IOException {
        server.json("POST /api/v1/jobs/j1:retry", 202, Jobs.job(JobState.RUNNING, 1, 0));
        assertThat(terminal.run("retry", "j1")).isZero();
        assertThat(terminal.err()).contains("j1 is RUNNING");
        server.json("POST /api/v1/jobs", 202, Jobs.job(JobState.RUNNING, 1, 0));
        assertThat(terminal.run("submit", "noop", "--on-failure", "5%")).isZero();
        assertThat(server.requests().getLast().body()).contains("{\"tolerate\":\"5%\"}");
        assertThat(terminal.run("submit", "noop", "--on-failure", "continue")).isZero();
        assertThat(server.requests().getLast().body()).contains("\"failurePolicy\":\"continue\"");
    }

    @Test
    void cancels() throws IOException {
        server.json("POST /api/v1/jobs/j1:cancel", 202, Jobs.job(JobState.CANCELLING, 1, 0));
        assertThat(terminal.run("cancel", "j1")).isZero();
        assertThat(terminal.err()).contains("CANCELLING");
    }

    private static Terminal quiet() {
        return new TestTerminal().terminal(Terminal.Screen.NONE);
    }
}
