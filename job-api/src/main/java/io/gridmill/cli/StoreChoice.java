package io.gridmill.cli;

import io.gridmill.durable.StoreSettings;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What outlives all processes. */
final class StoreChoice {
    private static final String PASSWORD = "GRIDMILL_STORE_PASSWORD";

    private StoreChoice() {}

    /**
     * The store that is meant.
     *
     * @param file of a SQLite store where no address is given; null where one must be
     */
    static StoreSettings of(
            Settings settings, @Nullable Path file, Map<String, String> environment) {
        String kind = settings.text(Setting.STORE).toUpperCase(Locale.ROOT);
        StoreSettings.Kind wanted = StoreSettings.Kind.valueOf(kind);
        if (wanted == StoreSettings.Kind.NONE) {
            return StoreSettings.NONE;
        }
        String address = settings.text(Setting.STORE_URL);
        if (address.isEmpty() && wanted == StoreSettings.Kind.SQLITE && file != null) {
            return StoreSettings.sqlite(file);
        }
        try {
            String user = settings.text(Setting.STORE_USER);
            return new StoreSettings(
                    wanted, address, user.isEmpty() ? null : user, environment.get(PASSWORD));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** The values that give another node the same store; its password is in the environment. */
    static void tell(StoreSettings store, Map<Setting, String> values) {
        values.put(Setting.STORE, store.kind().name().toLowerCase(Locale.ROOT));
        if (store.present()) {
            values.put(Setting.STORE_URL, store.url());
        }
        if (store.user() != null) {
            values.put(Setting.STORE_USER, store.user());
        }
    }
}
