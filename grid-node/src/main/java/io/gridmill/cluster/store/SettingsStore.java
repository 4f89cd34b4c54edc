package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.gridmill.settings.LiveSettings;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one record of what was changed while the grid ran. Thread-safe. */
public final class SettingsStore {
    private static final String SETTINGS = "settings";
    private static final String KEY = "live";

    private final IMap<String, LiveSettings> settings;

    public SettingsStore(HazelcastInstance hazelcast) {
        this.settings = hazelcast.getMap(SETTINGS);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(Ledger.map(SETTINGS, backups, SettingsMergePolicy.class));
    }

    /** The record as it stands. */
    public LiveSettings read() {
        LiveSettings known = Ledger.answered(() -> settings.get(KEY));
        return known == null ? LiveSettings.NONE : known;
    }

    /**
     * Writes the next version, unless another was written meanwhile; gives the record as it stands
     * then. It has its backups when this returns.
     */
    public LiveSettings put(LiveSettings next) {
        return Objects.requireNonNull(
                Ledger.answered(() -> settings.executeOnKey(KEY, new PutSettings(next))));
    }

    /** Brings back a record that was kept, where there is none. */
    public void restore(LiveSettings kept) {
        Ledger.answered(() -> settings.putIfAbsent(KEY, kept));
    }

    /** The record where it is of another version, else null. */
    public CompletionStage<@Nullable LiveSettings> unlike(long version) {
        return settings.submitToKey(KEY, new SettingsUnlike(version));
    }

    /**
     * Hears of changes, as far as they are told: some may be lost.
     *
     * @param executor where it hears of them
     */
    public void listen(Consumer<LiveSettings> consumer, Executor executor) {
        settings.addEntryListener(new News(consumer, executor), KEY, true);
    }

    /** Hands changes over. */
    private record News(Consumer<LiveSettings> consumer, Executor executor)
            implements EntryAddedListener<String, LiveSettings>,
                    EntryUpdatedListener<String, LiveSettings>,
                    EntryMergedListener<String, LiveSettings> {
        @Override
        public void entryAdded(EntryEvent<String, LiveSettings> event) {
            tell(event);
        }

        @Override
        public void entryUpdated(EntryEvent<String, LiveSettings> event) {
            tell(event);
        }

        @Override
        public void entryMerged(EntryEvent<String, LiveSettings> event) {
            tell(event);
        }

        private void tell(EntryEvent<String, LiveSettings> event) {
            LiveSettings now = event.getValue();
            if (now != null) {
                executor.execute(() -> consumer.accept(now));
            }
        }
    }
}
