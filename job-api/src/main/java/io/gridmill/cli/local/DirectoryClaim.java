package io.gridmill.cli.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Directories that this process has for itself until it ends. Thread-safe. */
public final class DirectoryClaim {
    /** Held, and so not released, as long as the process lives. */
    private static final List<FileLock> HELD = new ArrayList<>();

    private DirectoryClaim() {}

    /**
     * Makes the directory where there is none and claims it.
     *
     * @return false where another process has it
     */
    public static synchronized boolean take(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                HELD.add(lock);
                return true;
            }
        } catch (OverlappingFileLockException _) {
            // This process has it already, for another node.
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        return false;
    }
}
