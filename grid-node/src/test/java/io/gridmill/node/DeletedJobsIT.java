package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was deleted is gone, and stays so. */
final class DeletedJobsIT {
    private static final JobRequest WORK = TestGrid.request("noop", "{\"tasks\":100}");

    @TempDir Path data;

    @Test
    void aDeletedJobLeavesNoBlocksAndRunsAnewUnderItsKey() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode node = grid.first();
            IMap<Object, Object> blocks = map(node, "tasks");
            Set<Double> runs = new HashSet<>();
            for (int round = 0; round < 3; round++) {
                String id = node.submit(WORK, "tester", "the key").job().id();
                JobStatus done = node.awaitEnd(id, TestGrid.PATIENCE);
                assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
                assertThat(blocks.size()).isPositive();
                runs.add(done.statistics().runMillis());
                node.delete(id);
                assertThat(blocks.size()).isZero();
            }
            assertThat(runs).as("its tasks ran each time").hasSize(3);
        }
    }

    @Test
    void aDeletedJobThatComesBackWithAMergeGoesAgain() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode node = grid.first();
            String deleted = TestGrid.run(node, WORK).id();
            String kept = TestGrid.run(node, WORK).id();
            IMap<String, Object> jobs = map(node, "jobs");
            Object record = Objects.requireNonNull(jobs.get(deleted));
            node.delete(deleted);
            assertThat(jobs.containsKey(deleted)).isFalse();
            // A merge writes it as if it were new, and tells nobody.
            jobs.set(deleted, record);
            await().atMost(TestGrid.PATIENCE).until(() -> !jobs.containsKey(deleted));
            assertThat(node.job(kept).state()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    private static <K, V> IMap<K, V> map(GridNode node, String name) {
        HazelcastInstance instance =
                Objects.requireNonNull(Hazelcast.getHazelcastInstanceByName(node.id()));
        return instance.getMap(name);
    }
}
