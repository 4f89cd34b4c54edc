package io.gridmill.durable.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * The tables, and how those of an older version become those of this one: a list to which only more
 * is added. Which steps were taken stands in a table of its own.
 */
final class Schema {
    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            "CREATE TABLE gridmill_meta (name VARCHAR(100) PRIMARY KEY,"
                                    + " text VARCHAR(1000) NOT NULL)",
                            "CREATE TABLE gridmill_job (id VARCHAR(200) PRIMARY KEY,"
                                    + " version BIGINT NOT NULL, ended BIGINT NOT NULL,"
                                    + " body BYTES NOT NULL)",
                            "CREATE TABLE gridmill_block (job VARCHAR(200) NOT NULL,"
                                    + " number INTEGER NOT NULL, version BIGINT NOT NULL,"
                                    + " body BYTES NOT NULL, PRIMARY KEY (job, number))",
                            "CREATE TABLE gridmill_added (job VARCHAR(200) NOT NULL,"
                                    + " number INTEGER NOT NULL, start INTEGER NOT NULL,"
                                    + " body BYTES NOT NULL, PRIMARY KEY (job, number, start))",
                            "CREATE TABLE gridmill_document (kind VARCHAR(100) NOT NULL,"
                                    + " name VARCHAR(500) NOT NULL, version BIGINT NOT NULL,"
                                    + " body BYTES NOT NULL, PRIMARY KEY (kind, name))"),
                    List.of(
                            "CREATE TABLE gridmill_tenant (node VARCHAR(200) PRIMARY KEY,"
                                    + " grid VARCHAR(200) NOT NULL, host VARCHAR(500) NOT NULL,"
                                    + " address VARCHAR(500) NOT NULL, pid BIGINT NOT NULL,"
                                    + " started BIGINT NOT NULL, beat BIGINT NOT NULL)",
                            "CREATE TABLE gridmill_deleted (id VARCHAR(200) PRIMARY KEY,"
                                    + " time BIGINT NOT NULL)"));

    private Schema() {}

    /** Brings the tables to this version; leaves those of a later one alone and says so. */
    static void migrate(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.begin());
            for (String lock : dialect.lockForMigration()) {
                statement.execute(lock);
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS gridmill_schema (version INTEGER PRIMARY KEY)");
            int version = version(statement);
            if (version > STEPS.size()) {
                throw new SQLException(
                        "The store is of version "
                                + version
                                + ", this Gridmill knows up to "
                                + STEPS.size()
                                + ": start the version that wrote it, or a later one");
            }
            for (int step = version; step < STEPS.size(); step++) {
                for (String sql : STEPS.get(step)) {
                    statement.execute(sql.replace("BYTES", dialect.bytesType()));
                }
                statement.execute("INSERT INTO gridmill_schema VALUES (" + (step + 1) + ")");
            }
            name(connection);
            statement.execute("COMMIT");
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT MAX(version) FROM gridmill_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static void name(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO gridmill_meta (name, text) VALUES ('identity', ?)"
                                + " ON CONFLICT (name) DO NOTHING")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
        }
    }

    /** The name that the store was given when it was made. */
    static String identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT text FROM gridmill_meta WHERE name = 'identity'")) {
            if (!rows.next()) {
                throw new SQLException("The store has lost its name; its tables are damaged");
            }
            return rows.getString(1);
        }
    }
}
