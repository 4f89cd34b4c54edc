package io.gridmill.durable;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which store, and where.
 *
 * @param kind {@code store}
 * @param url {@code store.url}: JDBC address; empty for {@link Kind#NONE}
 * @param user {@code store.user}; null where the address or the database itself says
 * @param password {@code store.password}; never shown
 */
public record StoreSettings(
        Kind kind, String url, @Nullable String user, @Nullable String password) {

    /** Nothing outlives the processes. */
    public static final StoreSettings NONE = new StoreSettings(Kind.NONE, "", null, null);

    /** What kind of store. */
    public enum Kind {
        /** Nothing outlives the processes. */
        NONE,
        /** A file, for the processes of one machine. */
        SQLITE,
        /** A server, for a grid of several machines. */
        POSTGRES
    }

    public StoreSettings {
        String start = kind == Kind.SQLITE ? "jdbc:sqlite:" : "jdbc:postgresql:";
        if (kind != Kind.NONE && !url.startsWith(start)) {
            throw new IllegalArgumentException(
                    "store.url must begin with "
                            + start
                            + " for store "
                            + kind.name().toLowerCase(Locale.ROOT)
                            + "; give it with --store-url or GRIDMILL_STORE_URL");
        }
    }

    /** A SQLite database in a file, made where it is not there. */
    public static StoreSettings sqlite(Path file) {
        return new StoreSettings(Kind.SQLITE, "jdbc:sqlite:" + file.toAbsolutePath(), null, null);
    }

    /** Whether there is a store. */
    public boolean present() {
        return kind != Kind.NONE;
    }

    /** The address without what may be secret in it. */
    public String place() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    @Override
    public String toString() {
        return kind + " " + place();
    }
}
