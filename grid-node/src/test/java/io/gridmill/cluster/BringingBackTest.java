package io.gridmill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridmill.cluster.blob.BlobLimits;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.DurableStore;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is told of a comparison that fails. */
class BringingBackTest {
    @TempDir Path data;

    private final Logger logger = (Logger) LoggerFactory.getLogger(BringingBack.class);
    private final Told told = new Told();
    private final Level level = logger.getLevel();

    /** Keeps what is logged. */
    private static final class Told extends AppenderBase<ILoggingEvent> {
        final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }

    @BeforeEach
    void listen() {
        told.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(told);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(told);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

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

    /** The level of what is told when the comparison fails so. */
    private Level toldOf(RuntimeException failure) throws IOException {
        DurableStore store =
                fake(
                        DurableStore.class,
                        (_, _, _) -> {
                            throw failure;
                        });
        HazelcastInstance instance = instance();
        Ledger ledger = new Ledger(instance);
        BlobLimits limits = BlobLimits.of(1, 1, 0);
        try (BlobStore blobs = new BlobStore(data, limits)) {
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
                await().atMost(Duration.ofSeconds(20)).until(() -> !told.events.isEmpty());
            }
        }
        return told.events.getFirst().getLevel();
    }

    @Test
    void thatTheNodeStopsIsNoFault() throws IOException {
        assertThat(toldOf(new HazelcastInstanceNotActiveException())).isEqualTo(Level.DEBUG);
        assertThat(told.events.getFirst().getMessage()).startsWith("The node stops");
    }

    @Test
    void thatItStopsIsSeenBehindAnAnswerThatDidNotCome() throws IOException {
        RuntimeException hidden =
                new IllegalStateException(new HazelcastInstanceNotActiveException());
        assertThat(toldOf(hidden)).isEqualTo(Level.DEBUG);
    }

    @Test
    void aRealFaultIsLoud() throws IOException {
        assertThat(toldOf(new IllegalStateException("odd"))).isEqualTo(Level.ERROR);
    }
}
