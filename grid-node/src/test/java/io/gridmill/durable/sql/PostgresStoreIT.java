package io.gridmill.durable.sql;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreSettings;
import io.gridmill.durable.StoreWriter;
import io.gridmill.durable.StoredJobs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract on a real PostgreSQL server, where the package {@code postgresql} is installed. */
@EnabledIf(value = "installed", disabledReason = "install the package postgresql to run this")
class PostgresStoreIT extends DurableStoreContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer server;
    private @Nullable StoreSettings settings;

    /** Where it must run (as in {@code .ci/run}) a missing package is a failure. */
    static boolean installed() {
        return PostgresServer.programs().isPresent()
                || System.getenv("GRIDMILL_TEST_POSTGRES") != null;
    }

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server().remove();
    }

    private static PostgresServer server() {
        return Objects.requireNonNull(server);
    }

    @BeforeEach
    @Override
    void open() throws Exception {
        settings = server().newDatabase("test" + DATABASES.incrementAndGet());
        super.open();
    }

    @Override
    StoreSettings settings() {
        return Objects.requireNonNull(settings);
    }

    @Test
    void aServerThatIsGoneIsWaitedForAndNothingIsLost() throws Exception {
        try (StoreWriter writer = new StoreWriter(SqlStore.open(settings()))) {
            CompletableFuture<Boolean> before =
                    writer.write(new Moment.Accepted(StoredJobs.job("before")));
            assertTrue(before.get(30, TimeUnit.SECONDS));
            server().stop();
            CompletableFuture<Boolean> meanwhile =
                    writer.write(new Moment.Accepted(StoredJobs.job("meanwhile")));
            await().atMost(Duration.ofSeconds(60)).until(() -> writer.trouble() != null);
            assertTrue(!meanwhile.isDone());
            StoreException gone =
                    assertThrows(StoreException.class, () -> SqlStore.open(settings()));
            assertTrue(gone.passing());
            server().startAgain();
            assertTrue(meanwhile.get(60, TimeUnit.SECONDS));
            assertNull(writer.trouble());
        }
        try (SqlStore store = SqlStore.open(settings())) {
            assertEquals(2, store.jobs("", 10).size());
            assertEquals(
                    List.of("before", "meanwhile"),
                    store.jobs("", 10).stream().map(job -> job.id()).toList());
        }
    }
}
