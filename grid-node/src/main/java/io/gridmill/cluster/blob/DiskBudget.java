package io.gridmill.cluster.blob;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes on the disk of this member: no more than the budget, and some of the disk stays free. */
final class DiskBudget {
    private static final long MOST_KEPT_FREE = 1L << 30;
    private static final long SHARE_KEPT_FREE = 20;

    private final long budget;
    private final FileStore disk;
    private final AtomicLong used = new AtomicLong();

    DiskBudget(long budget, FileStore disk) {
        this.budget = budget;
        this.disk = disk;
    }

    /**
     * Takes room for bytes about to be written.
     *
     * @throws GridException {@link ErrorCode#DISK_FULL} where the budget or the free space that is
     *     kept (1 GiB, or a twentieth of a small disk) would be used; nothing is taken then
     */
    void take(long bytes) throws IOException {
        if (used.addAndGet(bytes) > budget) {
            used.addAndGet(-bytes);
            throw full(
                    "The blobs of this node would exceed blob.diskBudget (%d bytes): delete ended"
                            + " jobs, raise it, or add a node",
                    budget);
        }
        long keptFree = Math.min(MOST_KEPT_FREE, disk.getTotalSpace() / SHARE_KEPT_FREE);
        if (disk.getUsableSpace() - bytes < keptFree) {
            used.addAndGet(-bytes);
            throw full(
                    "The disk of this node's data directory is full but for a reserve of %d bytes:"
                            + " free space on it, delete ended jobs, or add a node",
                    keptFree);
        }
    }

    /** Counts files that are there already, within the budget or not. */
    void count(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }

    long limit() {
        return budget;
    }

    private static GridException full(String text, long number) {
        return new GridException(ErrorCode.DISK_FULL, text.formatted(number));
    }
}
