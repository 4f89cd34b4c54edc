package io.gridmill.cluster.blob;

import java.time.Duration;

/**
 * What a member's blob store may hold, and for how long.
 *
 * @param maxBlob bytes of one blob, at least 1
 * @param diskBudget bytes of all blobs on this member, at least 1
 * @param copies members that shall hold a blob, 1 to 7; fewer where there are fewer data members
 * @param uploadLease how long an upload is kept that no job has named yet
 * @param leftoverGrace how long a file is kept that no record lists, such as one found at start
 * @param openSinks blobs that may be in writing at once, at least 1
 * @param forced whether a blob is forced to the disk before it counts; needed where something that
 *     outlives all processes refers to it, as records in memory do not
 */
public record BlobLimits(
        long maxBlob,
        long diskBudget,
        int copies,
        Duration uploadLease,
        Duration leftoverGrace,
        int openSinks,
        boolean forced) {

    public BlobLimits {
        if (maxBlob < 1 || diskBudget < 1 || copies < 1 || copies > 7 || openSinks < 1) {
            throw new IllegalArgumentException("out of range");
        }
    }

    /** Limits for a grid that keeps this many backups: uploads for a day, leftovers for an hour. */
    public static BlobLimits of(long maxBlob, long diskBudget, int backups) {
        return new BlobLimits(
                maxBlob,
                diskBudget,
                backups + 1,
                Duration.ofHours(24),
                Duration.ofHours(1),
                256,
                false);
    }

    /** The same for blobs that a durable store refers to, or that none does. */
    public BlobLimits withForced(boolean force) {
        return new BlobLimits(
                maxBlob, diskBudget, copies, uploadLease, leftoverGrace, openSinks, force);
    }
}
