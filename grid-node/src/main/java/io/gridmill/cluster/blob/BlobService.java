package io.gridmill.cluster.blob;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this member does with its own files when members ask. A file is pinned from before it is put
 * in place until the record lists this member or is known not to. Thread-safe.
 */
final class BlobService {
    private static final Logger LOG = LoggerFactory.getLogger(BlobService.class);

    private final BlobFiles files;
    private final BlobRecords records;
    private final Peers peers;
    private final PieceFetcher fetcher;

    BlobService(BlobFiles files, BlobRecords records, Peers peers, PieceFetcher fetcher) {
        this.files = files;
        this.records = records;
        this.peers = peers;
        this.fetcher = fetcher;
    }

    /** Bytes of a file here, cut at its end; null where it is not here or cannot be read. */
    byte @Nullable [] piece(String digest, long offset, int length) {
        try {
            return files.read(digest, offset, Math.min(length, PieceFetcher.MAX_PIECE));
        } catch (IOException | GridException e) {
            LOG.warn("Blob {} cannot be read from disk; another holder is asked", digest, e);
            return null;
        }
    }

    /** Gets the file unless it is here, and has the record list this member. */
    HoldAnswer hold(String digest, long size, List<String> sources, byte @Nullable [] content) {
        if (peers.isLite()) {
            return HoldAnswer.FAILED;
        }
        HoldAnswer answer = HoldAnswer.FAILED;
        try (var _ = files.pin(digest)) {
            answer = holdPinned(digest, size, sources, content);
        } catch (GridException e) {
            answer = e.code() == ErrorCode.DISK_FULL ? HoldAnswer.DISK_FULL : HoldAnswer.FAILED;
            LOG.warn("No copy of blob {}: {}", digest, e.getMessage());
        } catch (IOException e) {
            LOG.warn("No copy of blob {}", digest, e);
        }
        if (answer == HoldAnswer.NO_RECORD) {
            drop(List.of(digest));
        }
        return answer;
    }

    private HoldAnswer holdPinned(
            String digest, long size, List<String> sources, byte @Nullable [] content)
            throws IOException {
        if (!files.has(digest, size)) {
            if (sources.isEmpty() && content == null) {
                return HoldAnswer.FAILED;
            }
            copy(digest, size, sources, content);
        }
        var listed = records.apply(digest, new BlobChange.Hold(peers.me()));
        return listed == null ? HoldAnswer.NO_RECORD : HoldAnswer.HELD;
    }

    private void copy(String digest, long size, List<String> sources, byte @Nullable [] content)
            throws IOException {
        try (var temp = files.create()) {
            if (content != null) {
                temp.write(content);
            } else {
                try (var pieces = remote(digest, size, sources)) {
                    pieces.transferTo(temp);
                }
            }
            if (!temp.finish().equals(digest)) {
                throw new IOException("What the other member sent is not blob " + digest);
            }
            files.install(temp, digest);
        }
    }

    private RemoteStream remote(String digest, long size, List<String> sources) {
        var range = new RemoteStream.Range(digest, size, 0, size);
        return new RemoteStream(fetcher, range, () -> peers.living(sources));
    }

    /** Deletes files that their records do not list this member for; returns how many. */
    int drop(List<String> digests) {
        int dropped = 0;
        for (String digest : digests) {
            try {
                if (files.deleteUnless(digest, () -> isListed(digest))) {
                    dropped++;
                }
            } catch (IOException | GridException e) {
                LOG.warn("Blob {} stays on disk until the next sweep", digest, e);
            }
        }
        return dropped;
    }

    private boolean isListed(String digest) {
        var blob = records.find(digest);
        return blob != null && blob.holders().contains(peers.me());
    }
}
