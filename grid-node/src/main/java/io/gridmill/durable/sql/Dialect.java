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
    SQLITE("BLOB", "BEGIN IMMEDIATE") {
        @Override
        void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("PRAGMA journal_size_limit=67108864");
            }
        }

        @Override
        Properties properties(StoreSettings settings) {
            Properties properties = new Properties();
            properties.setProperty("busy_timeout", "10000");
            return properties;
        }

        @Override
        List<String> lockForMigration() {
            return List.of();
        }

        @Override
        String ownerQuery() {
            return OWNER;
        }

        @Override
        String sizeQuery() {
            return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        }
    },

    /** A server: it decides what a commit is, so the one setting that matters is made sure of. */
    POSTGRES("BYTEA", "BEGIN") {
        @Override
        void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = on");
                statement.execute("SET statement_timeout = '30s'");
                statement.execute("SET lock_timeout = '10s'");
                // A process that is frozen within one must not keep others from taking over.
                statement.execute("SET idle_in_transaction_session_timeout = '20s'");
            }
        }

        @Override
        Properties properties(StoreSettings settings) {
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
        String ownerQuery() {
            return OWNER + " FOR SHARE"; // Whoever takes it over waits for what is under way.
        }

        @Override
        String sizeQuery() {
            return "SELECT pg_database_size(current_database())";
        }
    };

    private static final String OWNER = "SELECT text FROM gridmill_meta WHERE name = 'grid'";

    private final String bytesType;
    private final String begin;

    Dialect(String bytesType, String begin) {
        this.bytesType = bytesType;
        this.begin = begin;
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

    /**
     * A new connection. Transactions are begun and ended in plain words: the driver of SQLite would
     * begin the next one, and so take the lock of all writers, as soon as one has ended.
     */
    Connection connect(StoreSettings settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), properties(settings));
        try {
            prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Begins a transaction that writes. */
    String begin() {
        return begin;
    }

    abstract void prepare(Connection connection) throws SQLException;

    abstract Properties properties(StoreSettings settings);

    /** Statements that keep other processes from migrating at the same time. */
    abstract List<String> lockForMigration();

    /** Asks which grid uses the store, so that it stays so until the transaction ends. */
    abstract String ownerQuery();

    /** Asks for the bytes that the database takes. */
    abstract String sizeQuery();
}
