package io.gridmill.cluster.blob;

import io.gridmill.job.GridException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes over this member's files, some at a time: one that its record does not list is listed where
 * copies are missing and else deleted; one without a record is deleted when it was without one for
 * the grace. For one thread.
 */
final class FileSweep {
    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);
    private static final int FILES_AT_ONCE = 256;
    private static final int WATCHED = 10_000;

    private final FileRound round;
    private final BlobService service;
    private final BlobStore.Links links;
    private final long graceNanos;
    private final Map<String, Long> unlistedSince = new HashMap<>();

    FileSweep(BlobFiles files, BlobService service, BlobStore.Links links, Duration leftoverGrace) {
        this.round = files.round();
        this.service = service;
        this.links = links;
        this.graceNanos = leftoverGrace.toNanos();
    }

    void run() {
        try {
            var digests = round.next(FILES_AT_ONCE);
            var records = links.records().findAll(digests);
            for (String digest : digests) {
                look(digest, records.get(digest));
            }
        } catch (IOException | GridException e) {
            LOG.warn("The sweep of blob files goes on later", e);
        }
    }

    private void look(String digest, @Nullable BlobRecord blob) {
        if (blob == null) {
            watch(digest);
            return;
        }
        unlistedSince.remove(digest);
        var peers = links.peers();
        if (blob.holders().contains(peers.me())) {
            return;
        }
        long living = peers.data().stream().filter(blob.holders()::contains).count();
        if (living < links.copies().wanted() && !peers.isLite()) {
            service.hold(digest, blob.size(), List.of(), null);
        } else {
            service.drop(List.of(digest));
        }
    }

    private void watch(String digest) {
        long now = System.nanoTime();
        Long since = unlistedSince.get(digest);
        if (since == null && unlistedSince.size() < WATCHED) {
            unlistedSince.put(digest, now);
        } else if (since != null && now - since >= graceNanos) {
            service.drop(List.of(digest));
            unlistedSince.remove(digest);
        }
    }

    void close() {
        try {
            round.close();
        } catch (IOException e) {
            LOG.debug("A folder's listing could not be closed", e);
        }
    }
}
