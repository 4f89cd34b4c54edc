package io.gridmill.durable.sql;

import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreSettings;
import io.gridmill.durable.StoredText;
import io.gridmill.durable.Tenant;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable store in a SQL database. Keeps one connection for writing and one for reading, and
 * makes a new one after a failure. Thread-safe; writers wait for each other, and readers do.
 */
public final class SqlStore implements DurableStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    private static final int OPEN_ATTEMPTS = 5;
    private static final int SQLITE_BUSY = 5;

    /** Folder beside a database of SQLite, for its native library. */
    static final String NATIVE = "native";

    private final StoreSettings settings;
    private final Dialect dialect;
    private final String identity;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private volatile @Nullable String grid;
    private @Nullable MomentWriter writer;
    private @Nullable Connection reader;
    private volatile boolean closed;

    private SqlStore(StoreSettings settings, Dialect dialect, String identity) {
        this.settings = settings;
        this.dialect = dialect;
        this.identity = identity;
    }

    /** Opens a store; makes or renews its tables. */
    public static SqlStore open(StoreSettings settings) throws StoreException {
        Dialect dialect = Dialect.of(settings);
        try {
            if (dialect == Dialect.SQLITE) {
                makeFile(settings);
            }
            return open(settings, dialect);
        } catch (SQLException | IOException e) {
            throw new StoreException(
                    "The store at " + settings.place() + " cannot be opened: " + e.getMessage(),
                    true,
                    e);
        }
    }

    private static SqlStore open(StoreSettings settings, Dialect dialect) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dialect.connect(settings)) {
                Schema.migrate(connection, dialect);
                return new SqlStore(settings, dialect, Schema.identity(connection));
            } catch (SQLException e) {
                // A new file is locked while another process makes its first change to it.
                if (attempt == OPEN_ATTEMPTS || e.getErrorCode() != SQLITE_BUSY) {
                    throw e;
                }
            }
        }
    }

    /** For the owner's eyes only: parameters and results stand in it. */
    private static void makeFile(StoreSettings settings) throws IOException {
        Path file = Path.of(settings.place().substring("jdbc:sqlite:".length()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            NativeLibrary.load(folder.resolve(NATIVE));
        }
        if (!Files.exists(file)) {
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public List<Boolean> write(List<? extends Moment> moments) throws StoreException {
        synchronized (writing) {
            try {
                MomentWriter now = writer();
                now.begin(dialect, grid);
                List<Boolean> changed = new ArrayList<>(moments.size());
                for (Moment moment : moments) {
                    changed.add(now.write(moment));
                }
                now.commit();
                return changed;
            } catch (SQLException e) {
                dropWriter();
                throw failed("written", e);
            } catch (RuntimeException e) {
                dropWriter();
                throw e;
            }
        }
    }

    private interface Change {
        void run(Connection connection) throws SQLException;
    }

    private void change(@Nullable String as, Change change) throws StoreException {
        synchronized (writing) {
            try {
                MomentWriter now = writer();
                now.begin(dialect, as);
                change.run(now.connection());
                now.commit();
            } catch (SQLException e) {
                dropWriter();
                throw failed("written", e);
            }
        }
    }

    @Override
    public List<Tenant> tenants() throws StoreException {
        return query(Tenants.ALL, Tenants::read);
    }

    @Override
    public void take(String by) throws StoreException {
        change(null, connection -> Tenants.take(connection, by));
        grid = by;
    }

    @Override
    public void sign(Tenant self) throws StoreException {
        change(grid, connection -> Tenants.sign(connection, self));
    }

    @Override
    public void leave(String node) throws StoreException {
        change(grid, connection -> Tenants.leave(connection, node));
    }

    @Override
    public boolean wasDeleted(String job) throws StoreException {
        long since = System.currentTimeMillis() - Duration.ofDays(DELETED_KNOWN_DAYS).toMillis();
        return !query(
                        "SELECT id FROM gridmill_deleted WHERE id = ? AND time > ?",
                        row -> row.getString(1),
                        job,
                        since)
                .isEmpty();
    }

    private MomentWriter writer() throws SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        MomentWriter now = writer;
        if (now == null) {
            now = new MomentWriter(dialect.connect(settings));
            writer = now;
        }
        return now;
    }

    private void dropWriter() {
        abandon(writer);
        writer = null;
    }

    private void dropReader() {
        abandon(reader);
        reader = null;
    }

    private static void abandon(@Nullable AutoCloseable connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (Exception e) {
            LOG.debug("A broken connection to the store could not be closed", e);
        }
    }

    private static StoreException failed(String what, Exception e) {
        String state =
                e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        // Classes of SQL states: 22 is bad data, 23 a broken rule; all else may pass.
        boolean passing =
                e instanceof SQLException && !state.startsWith("22") && !state.startsWith("23");
        return new StoreException(
                "The store cannot be " + what + ": " + e.getMessage(), passing, e);
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException, IOException;
    }

    private <T> List<T> query(String sql, RowReader<T> rows, Object... values)
            throws StoreException {
        synchronized (reading) {
            try {
                Connection connection = reader();
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                    }
                    return read(statement, rows);
                }
            } catch (SQLException | IOException e) {
                dropReader();
                throw failed("read", e);
            }
        }
    }

    private Connection reader() throws SQLException {
        if (closed) {
            throw new SQLException("it is closed");
        }
        Connection now = reader;
        if (now == null) {
            now = dialect.connect(settings);
            reader = now;
        }
        return now;
    }

    private static <T> List<T> read(PreparedStatement statement, RowReader<T> rows)
            throws SQLException, IOException {
        try (ResultSet result = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (result.next()) {
                found.add(rows.read(result));
            }
            return found;
        }
    }

    private static JobRecord job(ResultSet row) throws SQLException, IOException {
        return StoredText.job(StoredText.read(row.getBytes(1)));
    }

    @Override
    public @Nullable JobRecord job(String id) throws StoreException {
        List<JobRecord> found =
                query("SELECT body FROM gridmill_job WHERE id = ?", SqlStore::job, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<JobRecord> jobs(String after, int most) throws StoreException {
        return query(
                "SELECT body FROM gridmill_job WHERE id > ? ORDER BY id LIMIT ?",
                SqlStore::job,
                after,
                most);
    }

    @Override
    public int jobCount() throws StoreException {
        return query("SELECT COUNT(*) FROM gridmill_job", row -> row.getInt(1)).getFirst();
    }

    @Override
    public List<SettledBlock> blocks(String job, int after, int most) throws StoreException {
        return query(
                "SELECT body, number FROM gridmill_block WHERE job = ? AND number > ?"
                        + " ORDER BY number LIMIT ?",
                row ->
                        new SettledBlock(
                                new BlockKey(job, row.getInt(2)),
                                StoredText.block(StoredText.read(row.getBytes(1)))),
                job,
                after,
                most);
    }

    @Override
    public List<Moment.Added> added(String job, Place after, int most) throws StoreException {
        return query(
                "SELECT body, number, start FROM gridmill_added WHERE job = ?"
                        + " AND (number > ? OR (number = ? AND start > ?))"
                        + " ORDER BY number, start LIMIT ?",
                row ->
                        new Moment.Added(
                                new BlockKey(job, row.getInt(2)),
                                row.getInt(3),
                                StoredText.items(row.getBytes(1))),
                job,
                after.block(),
                after.block(),
                after.from(),
                most);
    }

    @Override
    public List<Document> documents(String kind) throws StoreException {
        return query(
                "SELECT body, name, version FROM gridmill_document WHERE kind = ?",
                row ->
                        new Document(
                                kind,
                                row.getString(2),
                                row.getLong(3),
                                new String(row.getBytes(1), StandardCharsets.UTF_8)),
                kind);
    }

    @Override
    public long size() throws StoreException {
        List<Long> found = query(dialect.sizeQuery(), row -> row.getLong(1));
        return found.isEmpty() ? -1 : found.getFirst();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (writing) {
            dropWriter();
        }
        synchronized (reading) {
            dropReader();
        }
    }
}
