package io.gridmill.cluster.blob;

import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes files into blobs. While a commit runs a reference of its own keeps the record, which goes
 * with the commit where it fails, and with the member where that dies. Thread-safe.
 */
final class Commits {
    private static final int SENT_ALONG = 256 * 1024;

    private final BlobFiles files;
    private final BlobService service;
    private final BlobRecords records;
    private final Copies copies;
    private final References references;
    private final Peers peers;
    private final AtomicLong count = new AtomicLong();

    Commits(BlobFiles files, BlobService service, BlobStore.Links links) {
        this.files = files;
        this.service = service;
        this.records = links.records();
        this.copies = links.copies();
        this.references = links.references();
        this.peers = links.peers();
    }

    /** What a running commit does besides keeping the record. */
    private interface Step {
        boolean run(BlobRecord blob);
    }

    /**
     * Puts a finished file in place, lists it, has it copied, and keeps it for the reference. Where
     * that fails nothing is left.
     */
    void commit(TempFile temp, String digest, String reference) throws IOException {
        long size = temp.size();
        boolean kept = false;
        try (var _ = files.pin(digest)) {
            files.install(temp, digest);
            var me = peers.me();
            boolean lite = peers.isLite();
            byte[] content = size <= SENT_ALONG ? files.read(digest, 0, (int) size) : null;
            keepWhile(
                    new DataRef.Blob(digest, size),
                    me,
                    lite ? me : "",
                    reference,
                    blob -> spread(digest, blob, content));
            kept = !lite;
        } finally {
            if (!kept) {
                service.drop(List.of(digest));
            }
        }
    }

    private boolean spread(String digest, BlobRecord blob, byte @Nullable [] content) {
        copies.spread(new Copies.Need(digest, blob.size(), blob.holders(), content));
        return true;
    }

    /**
     * Makes a blob again out of the files that earlier processes left on the members' disks.
     *
     * @return false where none has it
     */
    boolean restore(DataRef.Blob ref, String reference) {
        return references.add(ref.digest(), reference)
                || keepWhile(ref, "", "", reference, _ -> isOnSomeDisk(ref));
    }

    private boolean isOnSomeDisk(DataRef.Blob ref) {
        var need = new Copies.Need(ref.digest(), ref.size(), List.of(), null);
        return copies.ask(need, List.of(), peers.data()).containsValue(HoldAnswer.HELD);
    }

    private boolean keepWhile(
            DataRef.Blob ref, String holder, String absent, String reference, Step step) {
        var commit = BlobRecord.COMMIT + peers.me() + "/" + count.incrementAndGet();
        boolean settled = false;
        try {
            var enlist = new BlobChange.Enlist(ref.size(), holder, commit);
            var blob = records.apply(ref.digest(), enlist);
            if (blob != null && step.run(blob)) {
                settle(
                        ref.digest(),
                        new BlobChange.Settle(
                                commit, reference, references.until(reference), absent));
                settled = true;
            }
            return settled;
        } finally {
            if (!settled) {
                references.removeSoon(ref.digest(), commit);
            }
        }
    }

    private void settle(String digest, BlobChange change) {
        if (records.apply(digest, change) == null) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "This node was taken for dead while it wrote a blob; repeat the request");
        }
    }
}
