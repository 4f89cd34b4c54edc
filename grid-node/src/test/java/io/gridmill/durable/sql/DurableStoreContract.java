package io.gridmill.durable.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.DurableStore.Place;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreSettings;
import io.gridmill.durable.StoredJobs;
import io.gridmill.durable.Tenant;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockParts;
import io.gridmill.ledger.TaskBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class DurableStoreContract {
    private @Nullable DurableStore opened;

    /** Where a store of the test's own may be. */
    abstract StoreSettings settings() throws Exception;

    private DurableStore store() {
        return Objects.requireNonNull(opened);
    }

    @BeforeEach
    void open() throws Exception {
        opened = SqlStore.open(settings());
    }

    @AfterEach
    void close() {
        store().close();
    }

    private void reopen() throws Exception {
        store().close();
        opened = SqlStore.open(settings());
    }

    private boolean write(Moment moment) throws StoreException {
        return store().write(List.of(moment)).getFirst();
    }

    @Test
    void anAcceptedJobIsThereAfterReopening() throws Exception {
        JobRecord job = StoredJobs.job("job-1");
        assertTrue(write(new Moment.Accepted(job)));
        String identity = store().identity();
        reopen();
        assertEquals(job, store().job("job-1"));
        assertEquals(identity, store().identity());
        assertNull(store().job("job-2"));
    }

    @Test
    void theFirstOfAnIdCounts() throws Exception {
        JobRecord job = StoredJobs.job("job-1");
        assertEquals(
                List.of(true, false),
                store().write(
                                List.of(
                                        new Moment.Accepted(job),
                                        new Moment.Accepted(StoredJobs.job("job-1", "other")))));
        assertEquals(job, store().job("job-1"));
    }

    @Test
    void aLaterVersionCountsAndNoEarlierOne() throws Exception {
        JobRecord job = StoredJobs.job("job-1");
        JobRecord cancelling =
                Objects.requireNonNull(
                        JobLifecycle.apply(job, new JobEvent.Cancel("somebody", 1, 2_000)));
        write(new Moment.Accepted(job));
        assertTrue(write(new Moment.Changed(cancelling)));
        assertEquals(false, write(new Moment.Changed(job)));
        assertEquals(JobState.CANCELLING, Objects.requireNonNull(store().job("job-1")).state());
    }

    @Test
    void nothingBringsADeletedJobBack() throws Exception {
        JobRecord job = StoredJobs.job("job-1");
        TaskBlock block = StoredJobs.block(0, 3);
        BlockKey key = new BlockKey("job-1", 0);
        write(new Moment.Accepted(job));
        write(new Moment.Settled(key, block));
        assertTrue(write(new Moment.Deleted("job-1")));
        assertEquals(
                List.of(false, false, false),
                store().write(
                                List.of(
                                        new Moment.Changed(job),
                                        new Moment.Settled(key, block),
                                        new Moment.Added(key, 0, List.of(new byte[1])))));
        assertNull(store().job("job-1"));
        assertEquals(List.of(), store().blocks("job-1", -1, 10));
        assertEquals(List.of(), store().added("job-1", new Place(-1, 0), 10));
    }

    @Test
    void blocksAreReadInPages() throws Exception {
        write(new Moment.Accepted(StoredJobs.job("job-1")));
        for (int number = 0; number < 25; number++) {
            write(new Moment.Settled(new BlockKey("job-1", number), StoredJobs.block(number, 9)));
        }
        List<Integer> numbers = new ArrayList<>();
        int last = -1;
        while (true) {
            List<DurableStore.SettledBlock> page = store().blocks("job-1", last, 10);
            page.forEach(settled -> numbers.add(settled.key().number()));
            if (page.size() < 10) {
                break;
            }
            last = page.getLast().key().number();
        }
        assertEquals(25, numbers.size());
        assertEquals(24, numbers.getLast());
        TaskBlock read = store().blocks("job-1", 6, 1).getFirst().block();
        TaskBlock written = StoredJobs.block(7, 9);
        assertEquals(written.head().first(), read.head().first());
        assertArrayEquals(written.states(), read.states());
        assertEquals(BlockParts.of(written).rest(), BlockParts.of(read).rest());
    }

    @Test
    void jobsAreReadInPages() throws Exception {
        for (int i = 0; i < 7; i++) {
            write(new Moment.Accepted(StoredJobs.job("job-" + i)));
        }
        assertEquals(3, store().jobs("", 3).size());
        assertEquals("job-3", store().jobs("job-2", 3).getFirst().id());
        assertEquals(1, store().jobs("job-5", 3).size());
    }

    @Test
    void addedTasksAreKeptUntilTheirBlockSettles() throws Exception {
        write(new Moment.Accepted(StoredJobs.job("job-1")));
        byte[] item = "x".getBytes(StandardCharsets.UTF_8);
        write(new Moment.Added(new BlockKey("job-1", 0), 0, List.of(item, item)));
        write(new Moment.Added(new BlockKey("job-1", 0), 2, List.of(item)));
        write(new Moment.Added(new BlockKey("job-1", 1), 0, List.of(item)));
        assertEquals(3, store().added("job-1", new Place(-1, 0), 10).size());
        assertEquals(2, store().added("job-1", new Place(0, 0), 10).size());
        assertArrayEquals(
                item, store().added("job-1", new Place(0, 0), 1).getFirst().items().getFirst());
        write(new Moment.Settled(new BlockKey("job-1", 0), StoredJobs.withItems(3)));
        assertEquals(1, store().added("job-1", new Place(-1, 0), 10).size());
    }

    @Test
    void documentsAreKeptByTheirVersion() throws Exception {
        write(new Moment.Documented(new Document("schedule", "nightly", 2, "{\"a\":2}")));
        assertEquals(
                false, write(new Moment.Documented(new Document("schedule", "nightly", 1, "{}"))));
        write(new Moment.Documented(new Document("token", "nightly", 1, "{}")));
        assertEquals(
                List.of(new Document("schedule", "nightly", 2, "{\"a\":2}")),
                store().documents("schedule"));
        write(new Moment.Undocumented("schedule", "nightly"));
        assertEquals(List.of(), store().documents("schedule"));
        assertEquals(1, store().documents("token").size());
    }

    @Test
    void aDocumentThatWasForgottenStaysSoWhateverItsDriverStillSays() throws Exception {
        Document first = new Document("schedule", "nightly", 1, "{}");
        Document third = new Document("schedule", "nightly", 3, "{\"a\":3}");
        assertEquals(false, write(new Moment.Redocumented(first)));
        write(new Moment.Documented(first));
        assertEquals(true, write(new Moment.Redocumented(third)));
        assertEquals(false, write(new Moment.Redocumented(first)));
        assertEquals(List.of(third), store().documents("schedule"));
        write(new Moment.Undocumented("schedule", "nightly"));
        assertEquals(false, write(new Moment.Redocumented(third)));
        assertEquals(List.of(), store().documents("schedule"));
    }

    @Test
    void twoProcessesWriteAtOnce() throws Exception {
        try (DurableStore other = SqlStore.open(settings());
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            assertEquals(store().identity(), other.identity());
            List<Callable<Void>> writers =
                    List.of(() -> writeMany(store(), "a"), () -> writeMany(other, "b"));
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        }
        assertEquals(100, store().jobs("", 200).size());
        assertNotNull(store().job("b-49"));
        assertTrue(store().size() > 0);
    }

    private static @Nullable Void writeMany(DurableStore into, String prefix)
            throws StoreException {
        for (int i = 0; i < 50; i++) {
            into.write(List.of(new Moment.Accepted(StoredJobs.job(prefix + "-" + i))));
        }
        return null;
    }

    private static Tenant tenant(String node, String grid, long beat) {
        return new Tenant(node, grid, "host", "127.0.0.1:1", 7, 8, beat);
    }

    @Test
    void whoUsesItIsOnRecordUntilItLeaves() throws Exception {
        store().take("one");
        store().sign(tenant("a", "one", 1));
        store().sign(tenant("b", "one", 1));
        store().sign(tenant("a", "one", 2));
        store().leave("b");
        assertEquals(List.of(tenant("a", "one", 2)), store().tenants());
    }

    @Test
    void aGridThatWasReplacedCannotWriteAnyMore() throws Exception {
        store().take("one");
        store().sign(tenant("a", "one", 1));
        JobRecord job = StoredJobs.job("job-1");
        store().write(List.of(new Moment.Accepted(job)));
        try (DurableStore other = SqlStore.open(settings())) {
            other.take("two");
            assertEquals(List.of(), other.tenants());
            other.sign(tenant("c", "two", 1));
            StoreException refused =
                    assertThrows(
                            StoreException.class,
                            () -> store().write(List.of(new Moment.Deleted("job-1"))));
            assertTrue(String.valueOf(refused.getMessage()).contains("another grid has taken"));
            assertThrows(StoreException.class, () -> store().sign(tenant("a", "one", 2)));
            assertNotNull(other.job("job-1"));
            assertEquals(1, other.jobCount());
        }
    }

    @Test
    void whatWasDeletedIsKnownToHaveBeen() throws Exception {
        store().write(List.of(new Moment.Accepted(StoredJobs.job("job-1"))));
        assertFalse(store().wasDeleted("job-1"));
        store().write(List.of(new Moment.Deleted("job-1")));
        reopen();
        assertTrue(store().wasDeleted("job-1"));
        assertEquals(0, store().jobCount());
    }

    @Test
    void tasksThatMovedUpAreKeptWhereTheyAreNow() throws Exception {
        store().write(List.of(new Moment.Accepted(StoredJobs.job("job-1"))));
        BlockKey key = new BlockKey("job-1", 0);
        store().write(List.of(new Moment.Added(key, 5, List.of(new byte[] {1}))));
        store().write(
                        List.of(
                                new Moment.AddedAnew(
                                        "job-1",
                                        List.of(
                                                new Moment.Added(
                                                        key, 0, List.of(new byte[] {1}))))));
        List<Moment.Added> added = store().added("job-1", new Place(-1, 0), 10);
        assertEquals(1, added.size());
        assertEquals(0, added.getFirst().from());
    }
}
