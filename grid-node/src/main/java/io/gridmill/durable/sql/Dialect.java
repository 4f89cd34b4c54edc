package io.gridmill.durable.sql;

import io.gridmill.durable.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** What differs between the databases. */
enum Dialect {
    /** A file: one writer at a time over all processes, forced to the disk with each commit. */
    SQLITE("BLOB") {
        @Override
        void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("PRAGMA journal_size_limit=67108864");
            }
        }

        @Override
        Properties properties(StoreSettings settings, boolean writes) {
            Properties properties = new Properties();
            properties.setProperty("busy_timeout", "10000");
            // Takes the write lock at once: one that reads first and writes then is refused.
            properties.setProperty("transaction_mode", writes ? "IMMEDIATE" : "DEFERRED");
            return properties;
        }

        @Override
        List<String> lockForMigration() {
            return List.of();
        }

        @Override
        String sizeQuery() {
            return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        }
    },

    /** A server: it decides what a commit is, so the one setting that matters is made sure of. */
    POSTGRES("BYTEA") {
        @Override
        void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = on");
                statement.execute("SET statement_timeout = '30s'");
                statement.execute("SET lock_timeout = '10s'");
            }
        }

        @Override
        Properties properties(StoreSettings settings, boolean writes) {
            Properties properties = new Properties();
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("socketTimeout", "40");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "gridmill");
            if (settings.user() != null) {
                properties.setProperty("user", settings.user());
            }
            if (settings.password() != null) {
                properties.setProperty("password", settings.password());
            }
            return properties;
        }

        @Override
        List<String> lockForMigration() {
            return List.of("SELECT pg_advisory_xact_lock(4701)");
        }

        @Override
        String sizeQuery() {
            return "SELECT pg_database_size(current_database())";
        }
    };

    private final String bytesType;

    Dialect(String bytesType) {
        this.bytesType = bytesType;
    }

    static Dialect of(StoreSettings settings) {
        return switch (settings.kind()) {
            case SQLITE -> SQLITE;
            case POSTGRES -> POSTGRES;
            case NONE -> throw new IllegalArgumentException("There is no store");
        };
    }

    /** Name of the type for bytes. */
    String bytesType() {
        return bytesType;
    }

    /** A new connection that writes, without automatic commits. */
    Connection connect(StoreSettings settings) throws SQLException {
        return connect(settings, true);
    }

    /** A new connection that only reads, without automatic commits. */
    Connection connectToRead(StoreSettings settings) throws SQLException {
        return connect(settings, false);
    }

    private Connection connect(StoreSettings settings, boolean writes) throws SQLException {
        Connection connection =
                DriverManager.getConnection(settings.url(), properties(settings, writes));
        try {
            prepare(connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    abstract void prepare(Connection connection) throws SQLException;

    abstract Properties properties(StoreSettings settings, boolean writes);

    /** Statements that keep other processes from migrating at the same time. */
    abstract List<String> lockForMigration();

    /** Asks for the bytes that the database takes. */
    abstract String sizeQuery();
}
