package io.gridmill.cluster.blob;

import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.core.HazelcastInstance;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Large bytes by content address, on the disks of as many members as the grid keeps copies.
 *
 * <p>Life: {@link #BlobStore(Path, BlobLimits) make} it, {@link #configure} the member, start the
 * member, {@link #start} the store with it, call {@link #repair} every few seconds and after
 * changes of membership, {@link #close} it before the member ends. A blob is kept as long as it has
 * references: names of those who need it, such as {@code JOB/result}. Thread-safe; calls wait for
 * disks and other members, so they are for threads that may wait, never for Hazelcast's own.
 */
public final class BlobStore implements AutoCloseable {

    /** Reference of an upload that no job has named yet; it ends by itself after its lease. */
    public static final String UPLOAD = "upload";

    static final String CONTEXT_KEY = "gridmill.blobs";

    private static final int READ_THREADS = 4;
    private static final int COPY_THREADS = 32;
    private static final int QUEUE = 4_096;
    private static final int START_SECONDS = 5;
    private static final int SINK_SECONDS = 10;

    private final BlobLimits limits;
    private final InstantSource clock;
    private final BlobFiles files;
    private final Semaphore sinks;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Parts parts;

    /** What knows the member. */
    record Links(Peers peers, BlobRecords records, Copies copies, References references) {}

    private record Parts(
            Links links,
            PieceFetcher fetcher,
            BlobService service,
            Commits commits,
            Repair repair) {}

    /**
     * A store that is not started. Files that an earlier process left are kept aside: they count
     * once their digest is verified, and go after {@link BlobLimits#leftoverGrace} unless a record
     * lists them.
     *
     * @param directory of this process alone; made where it is not there
     */
    public BlobStore(Path directory, BlobLimits limits) throws IOException {
        this(directory, limits, InstantSource.system());
    }

    BlobStore(Path directory, BlobLimits limits, InstantSource clock) throws IOException {
        this.limits = limits;
        this.clock = clock;
        this.files = new BlobFiles(directory, limits);
        this.sinks = new Semaphore(limits.openSinks());
    }

    /** Adds the map, the executors, the message types and this store to a member's configuration. */
    public void configure(Config config) {
        config.addMapConfig(
                new MapConfig(BlobRecords.MAP)
                        .setInMemoryFormat(InMemoryFormat.OBJECT)
                        .setBackupCount(limits.copies() - 1)
                        .setStatisticsEnabled(false)
                        .setMergePolicyConfig(
                                new MergePolicyConfig().setPolicy(BlobMerge.class.getName())));
        config.addExecutorConfig(executor(PieceFetcher.EXECUTOR, READ_THREADS));
        config.addExecutorConfig(executor(Copies.EXECUTOR, COPY_THREADS));
        BlobTypes.register(config.getSerializationConfig());
        config.getUserContext().put(CONTEXT_KEY, this);
    }

    private static ExecutorConfig executor(String name, int threads) {
        return new ExecutorConfig(name, threads)
                .setQueueCapacity(QUEUE)
                .setStatisticsEnabled(false);
    }

    /** Binds the store to the member that was started with its configuration. */
    public void start(HazelcastInstance instance) {
        var peers = new Peers(instance);
        var records = new BlobRecords(instance);
        var copies = new Copies(instance, peers, limits.copies());
        var references = new References(records, copies, clock, limits.uploadLease());
        var links = new Links(peers, records, copies, references);
        var fetcher = new PieceFetcher(instance, peers);
        var service = new BlobService(files, records, peers, fetcher);
        var sweep = new FileSweep(files, service, links, limits.leftoverGrace());
        parts =
                new Parts(
                        links,
                        fetcher,
                        service,
                        new Commits(files, service, links),
                        new Repair(links, sweep, clock));
        started.countDown();
    }

    /** For calls of other members, which may come before this one is ready; null if it is not. */
    @Nullable BlobService awaitService() {
        try {
            if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        var now = parts;
        return now == null ? null : now.service();
    }

    private Parts parts() {
        var now = parts;
        if (now == null) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The node starts or stops; repeat the request");
        }
        return now;
    }

    /**
     * Begins a blob. The caller closes the sink.
     *
     * @param reference who needs it once it is committed: {@link #UPLOAD}, or best {@code
     *     JOB/WHAT}, at most 200 characters; of one job, more than 64 references to one blob stay
     *     until {@link #releaseAll}
     * @throws GridException {@link ErrorCode#UNAVAILABLE} where too many are in writing for long
     */
    public BlobSink create(String reference) throws IOException {
        References.check(reference);
        var commits = parts().commits();
        takeSink();
        TempFile temp = null;
        try {
            temp = files.create();
        } finally {
            if (temp == null) {
                sinks.release();
            }
        }
        return new BlobSink(
                temp, (file, digest) -> commits.commit(file, digest, reference), sinks::release);
    }

    private void takeSink() {
        try {
            if (sinks.tryAcquire(SINK_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new GridException(
                ErrorCode.UNAVAILABLE,
                "%d blobs are being written on this node; repeat the request later"
                        .formatted(limits.openSinks()));
    }

    /**
     * Stores all that the stream has; the caller closes it.
     *
     * @param expectedDigest SHA-256 that the bytes must have, null for any
     * @param reference as for {@link #create}
     * @throws GridException as {@link BlobSink#commit(String)}
     */
    public DataRef.Blob put(InputStream in, @Nullable String expectedDigest, String reference)
            throws IOException {
        if (expectedDigest != null) {
            Digests.check(expectedDigest);
        }
        try (var sink = create(reference)) {
            in.transferTo(sink);
            return sink.commit(expectedDigest);
        }
    }

    /**
     * Part of a blob, cut at its end: from this disk, else from a holder and, when that fails,
     * the next. The caller closes the stream; reading from it throws {@link IOException} when no
     * holder is left.
     *
     * @throws GridException {@link ErrorCode#NO_SUCH_BLOB}
     */
    public InputStream open(String digest, long offset, long length) throws IOException {
        Digests.check(digest);
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("negative range");
        }
        var here = files.open(digest, offset, length);
        if (here != null) {
            return here;
        }
        var links = parts().links();
        var blob = links.records().find(digest);
        if (blob == null) {
            throw new GridException(ErrorCode.NO_SUCH_BLOB, "No blob " + digest);
        }
        long from = Math.min(offset, blob.size());
        long end = from + Math.min(length, blob.size() - from);
        var range = new RemoteStream.Range(digest, blob.size(), from, end);
        return new RemoteStream(parts().fetcher(), range, () -> holders(links, digest));
    }

    private static List<String> holders(Links links, String digest) {
        var blob = links.records().find(digest);
        return blob == null ? List.of() : links.peers().living(blob.holders());
    }

    /** The blob as something that can be read again and again. */
    public Source source(DataRef.Blob ref) {
        return new Source() {
            @Override
            public long size() {
                return ref.size();
            }

            @Override
            public InputStream open() throws IOException {
                return BlobStore.this.open(ref.digest(), 0, ref.size());
            }
        };
    }

    /** Bytes of the blob; empty where there is none. */
    public OptionalLong size(String digest) {
        var blob = parts().links().records().find(Digests.check(digest));
        return blob == null ? OptionalLong.empty() : OptionalLong.of(blob.size());
    }

    /**
     * One more needs the blob. May be repeated.
     *
     * @return false where there is no such blob
     */
    public boolean addReference(String digest, String reference) {
        References.check(reference);
        return parts().links().references().add(Digests.check(digest), reference);
    }

    /** One needs the blob no more; without references it is deleted. May be repeated. */
    public void removeReference(String digest, String reference) {
        References.check(reference);
        parts().links().references().remove(Digests.check(digest), reference);
    }

    /**
     * Removes all references that begin so, of all blobs: asks every member, for when a job is
     * deleted. What is committed meanwhile may stay: stop the job first.
     *
     * @param referencePrefix such as {@code JOB/}
     */
    public void releaseAll(String referencePrefix) {
        References.check(referencePrefix);
        parts().links().references().removeAll(referencePrefix);
    }

    /**
     * Makes a blob known again after all members were stopped, from files that are still on their
     * disks, and gives it a reference. Waits until every member has verified what it has.
     *
     * @return false where no member has it
     */
    public boolean restore(DataRef.Blob ref, String reference) {
        References.check(reference);
        Digests.check(ref.digest());
        return parts().commits().restore(ref, reference);
    }

    /**
     * Brings missing copies back, takes members that left out of the records, ends leases and
     * deletes garbage. A bounded amount of work; copies are made in the background. Call it on every
     * member every few seconds, and when the membership changes.
     */
    public void repair() {
        parts().repair().run();
    }

    /** What this member's disk holds. */
    public BlobStats stats() {
        return files.stats();
    }

    /** The most bytes of other members' blobs that were in memory at once since the start. */
    long mostInMemory() {
        return parts().fetcher().mostHeld();
    }

    /** Answers no member any more. Sinks and streams that are open end with errors or are closed. */
    @Override
    public void close() {
        var now = parts;
        parts = null;
        started.countDown();
        if (now != null) {
            now.repair().close();
        }
    }
}
