package io.gridmill.durable.sql;

import io.gridmill.durable.Document;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoredText;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes moments in one transaction of one connection. For one thread. */
final class MomentWriter implements AutoCloseable {
    private static final String ACCEPT =
            "INSERT INTO gridmill_job (id, version, ended, body) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO NOTHING";
    private static final String CHANGE =
            "UPDATE gridmill_job SET version = ?, ended = ?, body = ? WHERE id = ? AND version <= ?";
    private static final String SETTLE =
            "INSERT INTO gridmill_block (job, number, version, body) SELECT ?, ?, ?, ?"
                    + " WHERE EXISTS (SELECT 1 FROM gridmill_job WHERE id = ?)"
                    + " ON CONFLICT (job, number) DO UPDATE SET version = excluded.version,"
                    + " body = excluded.body WHERE excluded.version >= gridmill_block.version";
    private static final String FORGET_ADDED =
            "DELETE FROM gridmill_added WHERE job = ? AND number = ?";
    private static final String ADD =
            "INSERT INTO gridmill_added (job, number, start, body) SELECT ?, ?, ?, ?"
                    + " WHERE EXISTS (SELECT 1 FROM gridmill_job WHERE id = ?)"
                    + " ON CONFLICT (job, number, start) DO NOTHING";
    private static final String DOCUMENT =
            "INSERT INTO gridmill_document (kind, name, version, body) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version,"
                    + " body = excluded.body WHERE excluded.version >= gridmill_document.version";
    private static final String DOCUMENT_AGAIN =
            "UPDATE gridmill_document SET version = ?, body = ?"
                    + " WHERE kind = ? AND name = ? AND version <= ?";

    private final Connection connection;
    private final Statement control;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    MomentWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.control = connection.createStatement();
    }

    /**
     * Begins a transaction.
     *
     * @param grid that writes; null where the store is not of a grid
     * @throws SQLException also where another grid has taken the store
     */
    void begin(Dialect dialect, @Nullable String grid) throws SQLException {
        control.execute(dialect.begin());
        if (grid == null) {
            return;
        }
        try (ResultSet owner = control.executeQuery(dialect.ownerQuery())) {
            if (!owner.next() || !owner.getString(1).equals(grid)) {
                throw new SQLException(
                        "another grid has taken it over, as this node was silent for long: this"
                                + " node can only be stopped");
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Whether it changed something. */
    boolean write(Moment moment) throws SQLException {
        return switch (moment) {
            case Moment.Accepted(JobRecord job) ->
                    run(ACCEPT, job.id(), version(job), job.progress().ended(), body(job));
            case Moment.Changed(JobRecord job) ->
                    run(
                            CHANGE,
                            version(job),
                            job.progress().ended(),
                            body(job),
                            job.id(),
                            version(job));
            case Moment.Settled settled -> settle(settled);
            case Moment.Added(BlockKey key, int from, var items) ->
                    run(ADD, key.job(), key.number(), from, StoredText.bytes(items), key.job());
            case Moment.AddedAnew anew -> addedAnew(anew);
            case Moment.Deleted(String job) -> delete(job);
            case Moment.Documented(Document document) ->
                    run(
                            DOCUMENT,
                            document.kind(),
                            document.key(),
                            document.version(),
                            body(document));
            case Moment.Redocumented(Document document) ->
                    run(
                            DOCUMENT_AGAIN,
                            document.version(),
                            body(document),
                            document.kind(),
                            document.key(),
                            document.version());
            case Moment.Undocumented(String kind, String key) ->
                    run("DELETE FROM gridmill_document WHERE kind = ? AND name = ?", kind, key);
        };
    }

    private static long version(JobRecord job) {
        return job.progress().version();
    }

    private static byte[] body(JobRecord job) {
        return StoredText.bytes(StoredText.json(job));
    }

    private static byte[] body(Document document) {
        return document.json().getBytes(StandardCharsets.UTF_8);
    }

    private boolean settle(Moment.Settled settled) throws SQLException {
        BlockKey key = settled.key();
        if (settled.block().head().items() != null) {
            // The block has them now, as its job is open or its items were streamed.
            run(FORGET_ADDED, key.job(), key.number());
        }
        return run(
                SETTLE,
                key.job(),
                key.number(),
                settled.block().version(),
                StoredText.bytes(StoredText.json(settled.block())),
                key.job());
    }

    private boolean addedAnew(Moment.AddedAnew anew) throws SQLException {
        run("DELETE FROM gridmill_added WHERE job = ?", anew.job());
        for (Moment.Added added : anew.all()) {
            write(added);
        }
        return true;
    }

    private boolean delete(String job) throws SQLException {
        run("DELETE FROM gridmill_block WHERE job = ?", job);
        run("DELETE FROM gridmill_added WHERE job = ?", job);
        run(
                "INSERT INTO gridmill_deleted (id, time) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
                job,
                System.currentTimeMillis());
        return run("DELETE FROM gridmill_job WHERE id = ?", job);
    }

    private boolean run(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                default -> throw new IllegalArgumentException("No column holds " + values[i]);
            }
        }
        return statement.executeUpdate() > 0;
    }

    /** When this returns, all that was written survives the loss of power. */
    void commit() throws SQLException {
        control.execute("COMMIT");
    }

    @Override
    public void close() throws SQLException {
        connection.close(); // With its statements; what was not committed is undone.
    }
}
