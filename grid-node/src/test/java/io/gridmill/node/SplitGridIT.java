package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real members that take each other for lost, as after a cut that outlasts the detection of failures,
 * and that Hazelcast merges again.
 */
class SplitGridIT {
    private static final int MOST_ATTEMPTS = 10;

    @Test
    void oneOfThreeDecidesNothingUntilItIsMergedAgain(@TempDir Path data) throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            split(grid, List.of(2));
        }
    }

    @Test
    void twoOfFiveDecideNothingUntilTheyAreMergedAgain(@TempDir Path data) throws Exception {
        try (TestGrid grid = TestGrid.of(5, data)) {
            split(grid, List.of(3, 4));
        }
    }

    private static void split(TestGrid grid, List<Integer> few) throws Exception {
        GridNode alone = grid.node(few.getFirst());
        boolean refused = false;
        // Hazelcast looks every few seconds for whom to merge with: a split that begins just before
        // is over before anybody could ask.
        for (int attempt = 0; attempt < MOST_ATTEMPTS && !refused; attempt++) {
            awaitWhole(grid);
            part(grid, few);
            refused = seenBelow(alone) && refuses(alone);
        }
        assertThat(refused).as("a minority was asked and refused").isTrue();
        assertThat(TestGrid.run(grid.first(), work()).state()).isEqualTo(JobState.SUCCEEDED);
        awaitWhole(grid);
        assertThat(TestGrid.run(alone, work()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    private static void part(TestGrid grid, List<Integer> few) {
        for (int mine = 0; mine < grid.nodes().size(); mine++) {
            for (int other = 0; other < grid.nodes().size(); other++) {
                if (few.contains(mine) != few.contains(other)) {
                    suspect(grid.node(mine), grid.node(other));
                }
            }
        }
    }

    private static boolean seenBelow(GridNode alone) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> alone.cluster().quorum().equals("below"));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** False where it was merged again before it was asked. */
    private static boolean refuses(GridNode alone) {
        try {
            alone.submit(work(), "tester", null);
            return false;
        } catch (GridException e) {
            return e.code() == ErrorCode.BELOW_QUORUM;
        }
    }

    private static JobRequest work() {
        return TestGrid.request("noop", "{\"tasks\":100}");
    }

    private static void awaitWhole(TestGrid grid) {
        int size = grid.nodes().size();
        await().atMost(TestGrid.PATIENCE)
                .until(
                        () ->
                                grid.nodes().stream()
                                        .allMatch(
                                                node ->
                                                        node.cluster().nodes() == size
                                                                && node.cluster()
                                                                        .quorum()
                                                                        .equals("met")));
    }

    /** Takes another member for lost, as after a while without its heartbeats. */
    private static void suspect(GridNode node, GridNode other) {
        ClusterServiceImpl cluster = hazelcast(node).getClusterService();
        var member = cluster.getMember(hazelcast(other).getThisAddress());
        if (member != null) {
            cluster.suspectMember(member, "cut off by a test", true);
        }
    }

    private static Node hazelcast(GridNode node) {
        HazelcastInstance instance =
                Objects.requireNonNull(Hazelcast.getHazelcastInstanceByName(node.id()));
        return ((HazelcastInstanceProxy) instance).getOriginal().node;
    }
}
