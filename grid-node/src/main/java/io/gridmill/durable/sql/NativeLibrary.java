package io.gridmill.durable.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library of SQLite, which its driver unpacks before it loads it: into a private folder
 * beside the database and not where all users of the machine may write. It is deleted as soon as it
 * is loaded, so that nothing stays of a process that is killed; a system that keeps loaded files
 * deletes it at the next start. Processes that share the folder take turns.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** Where the driver unpacks; whoever starts the process may have said. */
    private static final String WHERE = "org.sqlite.tmpdir";

    private static final String LOCK = "lock";
    private static final int TURN_ATTEMPTS = 50;
    private static final long TURN_MILLIS = 100;
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it, once a process; where that cannot be done here, the driver does it in its own way
     * later.
     *
     * @param folder is made where it is not there
     */
    static synchronized void load(Path folder) {
        if (loaded || System.getProperty(WHERE) != null) {
            return;
        }
        loaded = true;
        try {
            makePrivate(folder);
            loadFrom(folder);
        } catch (IOException | SQLException e) {
            LOG.info("SQLite's library is not unpacked in {}: {}", folder, e.toString());
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void loadFrom(Path folder) throws IOException, SQLException {
        try (FileChannel lock =
                        FileChannel.open(
                                folder.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock turn = turn(lock)) {
            if (turn == null) {
                // One that was frozen in its turn: what it has unpacked must stay.
                unpack(folder);
                return;
            }
            clean(folder);
            unpack(folder);
            clean(folder);
        }
    }

    /** Waits for the turn of this process; null where it does not come. */
    private static @Nullable FileLock turn(FileChannel lock) throws IOException {
        for (int i = 0; i < TURN_ATTEMPTS; i++) {
            FileLock turn = lock.tryLock();
            if (turn != null) {
                return turn;
            }
            try {
                Thread.sleep(TURN_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private static void unpack(Path folder) throws SQLException {
        System.setProperty(WHERE, folder.toAbsolutePath().toString());
        try (Connection first = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            LOG.debug("SQLite is there: {}", first.getMetaData().getDatabaseProductVersion());
        } finally {
            System.clearProperty(WHERE);
        }
    }

    /** Deletes what was unpacked: in nobody's turn but ours it is loaded, or left by the dead. */
    private static void clean(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    LOG.debug("{} is loaded still", file, e);
                }
            }
        }
    }
}
