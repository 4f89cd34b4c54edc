package io.gridmill.durable.sql;

import io.gridmill.durable.DurableStore;
import io.gridmill.durable.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Who uses the store, in its tables. Within a transaction of the caller. */
final class Tenants {
    static final String ALL =
            "SELECT node, grid, host, address, pid, started, beat FROM gridmill_tenant";

    private static final String SIGN =
            "INSERT INTO gridmill_tenant (node, grid, host, address, pid, started, beat)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (node) DO UPDATE SET"
                    + " grid = excluded.grid, beat = excluded.beat";

    private static final Duration KNOWN = Duration.ofDays(DurableStore.DELETED_KNOWN_DAYS);

    private Tenants() {}

    static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    static void take(Connection connection, String grid) throws SQLException {
        run(
                connection,
                "INSERT INTO gridmill_meta (name, text) VALUES ('grid', ?)"
                        + " ON CONFLICT (name) DO UPDATE SET text = excluded.text",
                grid);
        run(connection, "DELETE FROM gridmill_tenant WHERE grid <> ?", grid);
        long since = System.currentTimeMillis() - KNOWN.toMillis();
        run(connection, "DELETE FROM gridmill_deleted WHERE time < ?", since);
    }

    static void sign(Connection connection, Tenant self) throws SQLException {
        run(
                connection,
                SIGN,
                self.node(),
                self.grid(),
                self.host(),
                self.address(),
                self.pid(),
                self.started(),
                self.beat());
    }

    static void leave(Connection connection, String node) throws SQLException {
        run(connection, "DELETE FROM gridmill_tenant WHERE node = ?", node);
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
