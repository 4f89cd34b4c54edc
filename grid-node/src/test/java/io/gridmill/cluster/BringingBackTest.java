package io.gridmill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridmill.cluster.BringingBack.Fault;
import io.gridmill.cluster.blob.BlobLimits;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.StoreException;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a comparison that fails. */
class BringingBackTest {
    @TempDir Path data;

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = BringingBackTest.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    /** Asked for anything it gives something that answers nothing. */
    private static HazelcastInstance instance() {
        return fake(
                HazelcastInstance.class,
                (_, method, _) ->
                        fake(
                                method.getReturnType(),
                                (_, call, _) -> {
                                    throw new AssertionError(call);
                                }));
    }

    /** The threads on which the store is asked, twice, when it fails so each time. */
    private List<Thread> threads(RuntimeException failure) throws IOException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        DurableStore store =
                fake(
                        DurableStore.class,
                        (_, _, _) -> {
                            threads.add(Thread.currentThread());
                            throw failure;
                        });
        HazelcastInstance instance = instance();
        Ledger ledger = new Ledger(instance);
        try (BlobStore blobs = new BlobStore(data, BlobLimits.of(1, 1, 0))) {
            Restoring restoring = new Restoring(store, ledger, blobs);
            StoredDocuments keeping = new StoredDocuments(null, null, null, () -> {});
            LostDocuments.Grid grid =
                    new LostDocuments.Grid(
                            new GridMarks(instance),
                            new ScheduleStore(instance, keeping),
                            new SettingsStore(instance));
            LostDocuments documents = new LostDocuments(store, grid, restoring);
            try (BringingBack back =
                    new BringingBack(store, ledger, restoring, documents, Runnable::run)) {
                back.compareSoon();
                await().atMost(Duration.ofSeconds(20)).until(() -> threads.size() == 1);
                back.compareSoon();
                await().atMost(Duration.ofSeconds(20)).until(() -> threads.size() == 2);
            }
        }
        return threads;
    }

    @Test
    void theThreadOutlivesTheGridItAsks() throws IOException {
        List<Thread> threads = threads(new HazelcastInstanceNotActiveException());
        assertThat(threads.getLast()).as("else its end was printed").isSameAs(threads.getFirst());
    }

    @Test
    void thatTheNodeStopsIsNoFault() {
        RuntimeException gone = new HazelcastInstanceNotActiveException();
        assertThat(Fault.of(gone)).isEqualTo(Fault.STOPPING);
        assertThat(Fault.of(new GridException(ErrorCode.UNAVAILABLE, "", List.of(), gone)))
                .isEqualTo(Fault.STOPPING);
        assertThat(Fault.of(new CompletionException(gone))).isEqualTo(Fault.STOPPING);
    }

    @Test
    void realFaultsAreTold() {
        assertThat(Fault.of(new StoreException("full", true, new IOException())))
                .isEqualTo(Fault.PASSING);
        assertThat(Fault.of(new GridException(ErrorCode.UNAVAILABLE, "later")))
                .isEqualTo(Fault.PASSING);
        assertThat(Fault.of(new IllegalStateException("odd"))).isEqualTo(Fault.BUG);
    }
}
