package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridmill.durable.StoreSettings;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobState;
import io.gridmill.join.ClusterSecret;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are not like the grid that they were told to join. */
class JoinRefusedIT {
    private static final ClusterSecret SECRET =
            ClusterSecret.parse("a secret that is long enough for this", "The test");

    @TempDir private Path data;

    @Test
    void whoDiffersEndsWithTheReasonAndTheGridRunsOn() throws Exception {
        UnaryOperator<GridConfig> usual = cluster(one -> one.withSecret(SECRET).withSize(1));
        try (TestGrid grid = TestGrid.of(data, List.of(usual))) {
            refused(grid, cluster(one -> one.withSize(1)), "this node has none");
            refused(
                    grid,
                    cluster(one -> one.withSecret(SECRET).withSize(1).withBackups(1)),
                    "--backups (1 here, 2 there: give both the same)");
            refused(
                    grid,
                    cluster(one -> one.withSecret(SECRET).withSize(3)),
                    "--cluster-size (3 here, 1 there: give both the same)");
            refused(
                    grid,
                    config ->
                            usual.apply(config)
                                    .withStore(StoreSettings.sqlite(data.resolve("other.db"))),
                    "the store (give both the same --store and --store-url)");
            grid.join(data, config -> cluster(one -> one.withSecret(SECRET)).apply(worker(config)));
            assertThat(grid.first().cluster().nodes()).isEqualTo(2);
            var job = TestGrid.run(grid.first(), TestGrid.request("noop", "{\"tasks\":20}"));
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void anAddressThatOthersReachNeedsASecret() {
        GridConfig config = TestGrid.quiet().withData(data);
        GridConfig.Cluster here = config.cluster();
        GridConfig.Cluster open =
                new GridConfig.Cluster(
                        true,
                        here.name(),
                        "192.0.2.1",
                        0,
                        List.of(),
                        2,
                        here.heartbeatInterval(),
                        here.failureAfter());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GridNode.start(config.withCluster(open)))
                .withMessageContaining("it needs a cluster secret");
    }

    private void refused(TestGrid grid, UnaryOperator<GridConfig> change, String why) {
        assertThatExceptionOfType(GridException.class)
                .isThrownBy(() -> grid.join(data, change))
                .withMessageContaining("does not take this node")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.JOIN_REFUSED));
        assertThat(grid.first().cluster().nodes()).isEqualTo(1);
    }

    private static UnaryOperator<GridConfig> cluster(UnaryOperator<GridConfig.Cluster> change) {
        return config -> config.withCluster(change.apply(config.cluster()));
    }

    private static GridConfig worker(GridConfig config) {
        return config.withProfile(new NodeProfile(NodeRole.WORKER, Map.of(), List.of(), Map.of()));
    }
}
