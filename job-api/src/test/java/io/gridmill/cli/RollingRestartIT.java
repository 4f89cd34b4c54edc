package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import io.gridmill.client.ServerUnreachableException;
import io.gridmill.client.Wire;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node after the other is stopped and started again while clients go on to submit. */
class RollingRestartIT {
    private static final String NOOP =
            "{\"type\":\"noop\",\"parameters\":{\"tasks\":40,\"sleepMillis\":20}}";
    private static final String PI =
            "{\"type\":\"monte-carlo\",\"parameters\":{\"model\":\"pi\",\"samples\":2000000,"
                    + "\"seed\":7}}";

    @TempDir private Path folder;

    /** Ids of accepted jobs by their keys. */
    private final Map<String, String> accepted = new ConcurrentSkipListMap<>();

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    @Test
    void noJobFailsWhileAllNodesAreRestartedOneAfterTheOther() throws Exception {
        try (RollingGrid grid = RollingGrid.start(folder)) {
            Thread client = Thread.ofPlatform().daemon().start(() -> submitOn(grid));
            for (int i = 0; i < grid.size(); i++) {
                int before = accepted.size();
                await().atMost(RollingGrid.PATIENCE).until(() -> accepted.size() > before + 5);
                grid.restart(i);
            }
            stopped = true;
            client.join();
            assertThat(surprises).isEmpty();
            Map<String, Integer> results = new TreeMap<>();
            for (String id : accepted.values()) {
                results.merge(resultOf(grid, id), 1, Integer::sum);
            }
            // One result of each kind of job, however often and under which circumstances it ran.
            assertThat(results).as("%s", results).hasSize(2).containsKey("{\"tasks\":40}");
        }
    }

    private void submitOn(RollingGrid grid) {
        for (int number = 0; !stopped; number++) {
            submit(grid, "key-" + number, number % 2 == 0 ? NOOP : PI);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        }
    }

    /** As the documentation says: no answer and 503 are repeated with the same key, elsewhere. */
    private void submit(RollingGrid grid, String key, String job) {
        for (int attempt = 0; ; attempt++) {
            GridClient client = grid.client(attempt % grid.size());
            try {
                if (client != null) {
                    accepted.put(key, client.submit(Wire.MAPPER.readTree(job), key).job().id());
                    return;
                }
            } catch (ServerUnreachableException _) {
                // It restarts.
            } catch (GridException e) {
                if (e.code() != ErrorCode.UNAVAILABLE && e.code() != ErrorCode.BELOW_QUORUM) {
                    surprises.add(key + ": " + e);
                    return;
                }
            } catch (IOException e) {
                surprises.add(key + ": " + e);
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static String resultOf(RollingGrid grid, String id) throws IOException {
        GridClient client = Objects.requireNonNull(grid.client(0));
        JobStatus job = client.awaitEnd(id, RollingGrid.PATIENCE);
        assertThat(job.state()).as("%s", job).isEqualTo(JobState.SUCCEEDED);
        try (Download result = client.result(id)) {
            return new String(result.body().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
