package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.settings.LiveSettings;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up with the live settings: it is told of changes, and asks with each heartbeat, as what is
 * told may be lost. Its consumer is called by one thread at a time. Thread-safe.
 */
public final class SettingsFollower {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFollower.class);

    private final SettingsStore store;
    private final Executor executor;
    private final Consumer<LiveSettings> consumer;
    private LiveSettings known = LiveSettings.NONE;

    SettingsFollower(SettingsStore store, Executor executor, Consumer<LiveSettings> consumer) {
        this.store = store;
        this.executor = executor;
        this.consumer = consumer;
    }

    void start(ScheduledExecutorService timers, Duration interval) {
        store.listen(this::heard, executor);
        long millis = interval.toMillis();
        var _ = timers.scheduleWithFixedDelay(this::ask, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** As they are known here. */
    public synchronized LiveSettings known() {
        return known;
    }

    /** They are so, or were a moment ago: an older version than the known one is no news. */
    public synchronized void heard(LiveSettings settings) {
        if (settings.version() > known.version()) {
            take(settings);
        }
    }

    private void take(LiveSettings settings) {
        known = settings;
        consumer.accept(settings);
    }

    private void ask() {
        try {
            long asked = known().version();
            var _ =
                    store.unlike(asked)
                            .whenCompleteAsync((now, e) -> answered(asked, now, e), executor);
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.trace("Closing; nobody is asked any more", e);
        } catch (RuntimeException e) {
            LOG.debug("The live settings could not be asked for; again soon", e);
        }
    }

    /** One of a lower version is the truth where nothing else was heard meanwhile. */
    private synchronized void answered(
            long asked, @Nullable LiveSettings now, @Nullable Throwable e) {
        if (e != null) {
            LOG.debug("The live settings were not told; again soon", e);
        } else if (now != null && known.version() == asked) {
            take(now);
        }
    }
}
