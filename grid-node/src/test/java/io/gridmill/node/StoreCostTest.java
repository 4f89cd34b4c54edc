package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridmill.durable.StoreSettings;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a store costs: not a check but a measurement, with {@code -Dgridmill.store.cost=true}, and
 * {@code -Dgridmill.store.postgres=jdbc:postgresql://...} for PostgreSQL too. One node, rounds in
 * turn, so that all see the same machine.
 */
@EnabledIfSystemProperty(named = "gridmill.store.cost", matches = "true")
class StoreCostTest {
    private static final int ROUNDS = 3;
    private static final int TASKS = 300_000;
    private static final int SUBMISSIONS = 200;

    @TempDir Path data;

    @Test
    void measure() throws Exception {
        List<StoreSettings> stores = new ArrayList<>();
        stores.add(StoreSettings.NONE);
        stores.add(StoreSettings.sqlite(data.resolve("grid.db")));
        String postgres = System.getProperty("gridmill.store.postgres", "");
        if (!postgres.isEmpty()) {
            stores.add(new StoreSettings(StoreSettings.Kind.POSTGRES, postgres, "gridmill", null));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (StoreSettings store : stores) {
                measure(store, data.resolve(store.kind() + "-" + round));
            }
        }
    }

    private static void measure(StoreSettings store, Path directory) throws Exception {
        try (TestGrid grid = TestGrid.alone(directory, config -> config.withStore(store))) {
            GridNode node = grid.first();
            await().atMost(TestGrid.PATIENCE).until(() -> !node.cluster().store().recovering());
            run(node, TASKS / 10);
            long begun = System.nanoTime();
            run(node, TASKS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long[] submits = new long[SUBMISSIONS];
            long[] ends = new long[SUBMISSIONS];
            for (int i = 0; i < SUBMISSIONS; i++) {
                long from = System.nanoTime();
                String id = node.submit(noop(1), "me", null).job().id();
                submits[i] = System.nanoTime() - from;
                node.awaitEnd(id, TestGrid.PATIENCE);
                ends[i] = System.nanoTime() - from;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f tasks/s; submit p50 %.2f p99 %.2f ms; to the end p50 %.2f p99 %.2f"
                            + " ms%n",
                    store.kind(),
                    TASKS / seconds,
                    millis(submits, 0.5),
                    millis(submits, 0.99),
                    millis(ends, 0.5),
                    millis(ends, 0.99));
        }
    }

    private static JobRequest noop(int tasks) {
        return TestGrid.request("noop", "{\"tasks\":" + tasks + "}");
    }

    private static void run(GridNode node, int tasks) throws InterruptedException {
        assertEquals(JobState.SUCCEEDED, TestGrid.run(node, noop(tasks)).state());
    }

    private static double millis(long[] nanos, double share) {
        Arrays.sort(nanos);
        return nanos[(int) (share * (nanos.length - 1))] / 1e6;
    }
}
