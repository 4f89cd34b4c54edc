package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridmill.durable.StoreSettings;
import io.gridmill.job.JobState;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, one grid: a second one is refused until the first has gone. */
class SharedStoreIT {
    @TempDir Path data;

    private GridConfig stored(GridConfig config) {
        return config.withStore(StoreSettings.sqlite(data.resolve("grid.db")));
    }

    private TestGrid alone(String name) {
        return TestGrid.alone(data.resolve(name), this::stored);
    }

    @Test
    void aSecondGridIsRefusedAndComesInWhenTheFirstHasGone() throws Exception {
        try (TestGrid first = alone("a")) {
            assertThatThrownBy(() -> alone("b"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is used by another grid")
                    .hasMessageContaining("--store-url");
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> !first.first().cluster().store().recovering());
            assertThat(
                            TestGrid.run(first.first(), TestGrid.request("noop", "{\"tasks\":2}"))
                                    .state())
                    .as("the first one does not mind")
                    .isEqualTo(JobState.SUCCEEDED);
            first.first().crash();
            try (TestGrid second = alone("b")) {
                await().atMost(TestGrid.PATIENCE)
                        .until(() -> !second.first().cluster().store().recovering());
                assertThat(second.first().cluster().store().trouble()).isNull();
            }
        }
        try (TestGrid third = alone("c")) {
            assertThat(third.first().cluster().store().trouble()).isNull();
        }
    }

    @Test
    void theMembersOfAGridShareIt() throws Exception {
        try (TestGrid grid = TestGrid.of(data, Collections.nCopies(2, this::stored))) {
            await().atMost(TestGrid.PATIENCE)
                    .until(
                            () ->
                                    grid.nodes().stream()
                                            .noneMatch(n -> n.cluster().store().recovering()));
            assertThat(
                            TestGrid.run(grid.node(1), TestGrid.request("noop", "{\"tasks\":20}"))
                                    .state())
                    .isEqualTo(JobState.SUCCEEDED);
        }
    }
}
