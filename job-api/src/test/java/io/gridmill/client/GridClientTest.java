package io.gridmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.FakeServer.Request;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobState;
import io.gridmill.ledger.TaskState;
import io.gridmill.node.JobQuery;
import io.gridmill.node.Submission;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridClientTest {
    private static final JobStatus RUNNING = Jobs.job(JobState.RUNNING, 10, 0);
    private static final JobStatus DONE = Jobs.job(JobState.SUCCEEDED, 100, 0);

    private FakeServer server;
    private GridClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        client = new GridClient(server.url(), "gridmill_secret");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void submitsWithTokenAndKey() throws IOException {
        server.json("POST /api/v1/jobs", 202, RUNNING);
        JsonNode request = Wire.MAPPER.readTree("{\"type\":\"noop\"}");
        Submission submission = client.submit(request, "once");
        assertThat(submission.created()).isTrue();
        assertThat(submission.job()).isEqualTo(RUNNING);
        Request asked = server.requests().getFirst();
        assertThat(asked.header("Authorization")).isEqualTo("Bearer gridmill_secret");
        assertThat(asked.header("Idempotency-key")).isEqualTo("once");
        assertThat(asked.body()).isEqualTo("{\"type\":\"noop\"}");
    }

    @Test
    void readsWhyASubmittedJobWillWait() throws IOException {
        ObjectNode answer = Wire.MAPPER.valueToTree(RUNNING);
        answer.putArray("waiting")
                .addObject()
                .put("code", "NODES_DRAINING")
                .put("message", "All are drained")
                .putObject("data");
        server.json("POST /api/v1/jobs", 202, answer);
        Submission submission = client.submit(Wire.MAPPER.createObjectNode(), null);
        assertThat(submission.job()).isEqualTo(RUNNING);
        assertThat(submission.waiting())
                .containsExactly(
                        new Reason(ReasonCode.NODES_DRAINING, "All are drained", Map.of()));
    }

    @Test
    void tellsARepetitionFromANewJob() throws IOException {
        server.json("POST /api/v1/jobs", 200, RUNNING);
        assertThat(client.submit(Wire.MAPPER.createObjectNode(), "once").created()).isFalse();
    }

    @Test
    void asksForJobsWithFilters() throws IOException {
        server.json("GET /api/v1/jobs", 200, new Page<>(List.of(DONE), "next"));
        Page<JobStatus> page =
                client.jobs(
                        new JobQuery(JobState.FAILED, "sort", Map.of("a b", "c&d"), "cur/sor", 20));
        assertThat(page).isEqualTo(new Page<>(List.of(DONE), "next"));
        assertThat(server.requests().getFirst().target())
                .isEqualTo(
                        "/api/v1/jobs?limit=20&state=FAILED&type=sort&label=a%20b%3Dc%26d"
                                + "&cursor=cur%2Fsor");
    }

    @Test
    void asksForTasks() throws IOException {
        TaskStatus task =
                new TaskStatus("j1", 3, TaskState.READY, null, List.of(), null, null, null);
        server.json("GET /api/v1/jobs/j1/tasks", 200, new Page<>(List.of(task), null));
        assertThat(client.tasks("j1", TaskState.READY, null, 5).items()).containsExactly(task);
        assertThat(server.requests().getFirst().target())
                .isEqualTo("/api/v1/jobs/j1/tasks?limit=5&state=READY");
    }

    @Test
    void waitsNoLongerThanTheServerAllows() throws IOException {
        server.json("GET /api/v1/jobs/j1", 200, DONE);
        assertThat(client.awaitEnd("j1", Duration.ofHours(1))).isEqualTo(DONE);
        assertThat(server.requests().getFirst().target()).isEqualTo("/api/v1/jobs/j1?wait=PT1M");
    }

    @Test
    void anIdCannotReachAnotherAddress() throws IOException {
        server.json("GET /api/v1/jobs/../x", 200, DONE);
        client.job("../x");
        assertThat(server.requests().getFirst().target()).isEqualTo("/api/v1/jobs/..%2Fx");
    }

    @Test
    void throwsWhatTheServerSays() {
        server.problem("GET /api/v1/jobs/j1", 404, "no-such-job", "There is no job j1");
        assertThatThrownBy(() -> client.job("j1"))
                .isInstanceOfSatisfying(
                        GridException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_SUCH_JOB))
                .hasMessage("There is no job j1");
    }

    @Test
    void saysWhenNobodyAnswers() {
        server.close();
        assertThat(client.ready()).isFalse();
        assertThatThrownBy(client::nodes)
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("nothing listens there");
    }

    @Test
    void saysWhenWhatAnswersIsNoGrid() {
        server.answer("GET /api/v1/cluster", 200, "text/html", "<html></html>");
        assertThatThrownBy(client::cluster)
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("is it a Gridmill server");
    }

    @Test
    void uploadsAFileUnderItsDigest(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("in.txt"), "abc");
        String digest = Digests.of(file);
        assertThat(digest)
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        server.answer("PUT /api/v1/blobs/" + digest, 201, "application/json", "{}");
        client.putBlob(file, digest);
        assertThat(server.requests().getFirst().body()).isEqualTo("abc");
    }

    @Test
    void downloadsAResult() throws IOException {
        server.answer("GET /api/v1/jobs/j1/result", 200, "text/csv", "a,1\n");
        try (Download result = client.result("j1")) {
            assertThat(result.mediaType()).isEqualTo("text/csv");
            assertThat(result.size()).isEqualTo(4);
            assertThat(result.body()).hasContent("a,1\n");
        }
    }

    @Test
    void takesABrokenStreamUpWhereItBroke() throws IOException {
        server.answer("GET /api/v1/jobs/j1/events", 200, "text/event-stream", events("reset", 1));
        server.answer("GET /api/v1/jobs/j1/events", 503, "text/plain", "");
        server.answer("GET /api/v1/jobs/j1/events", 200, "text/event-stream", events("end", 2));
        List<JobChange> changes = new ArrayList<>();
        client.watch("j1", changes::add);
        assertThat(changes).containsExactly(new JobChange.Reset(DONE), new JobChange.Ended(DONE));
        assertThat(server.requests().getFirst().header("Last-event-id")).isEmpty();
        assertThat(server.requests().getLast().header("Last-event-id")).isEqualTo("e-1");
    }

    @Test
    void aWatchThatNeverBeganIsNotRepeated() {
        GridClient nowhere = new GridClient(URI.create("http://127.0.0.1:1"), null);
        assertThatThrownBy(() -> nowhere.watch("j1", _ -> {}))
                .isInstanceOf(ServerUnreachableException.class);
    }

    private static String events(String name, int id) throws IOException {
        String job = Wire.MAPPER.writeValueAsString(Map.of("job", DONE));
        return "event: " + name + "\nid: e-" + id + "\ndata: " + job + "\n\n";
    }
}
