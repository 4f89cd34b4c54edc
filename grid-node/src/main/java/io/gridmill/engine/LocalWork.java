package io.gridmill.engine;

import io.gridmill.execute.ResultStore;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.ScratchSpace;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.task.Source;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splitting and aggregating as one member does its part. Thread-safe. */
public final class LocalWork {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWork.class);

    private final Ports ports;
    private final BlockIndex index;
    private final RunnableJobs jobs;
    private final ResultStore store;
    private final LostBytes lostBytes;

    LocalWork(
            Ports ports, BlockIndex index, RunnableJobs jobs, ResultStore store, LossRules rules) {
        this.ports = ports;
        this.index = index;
        this.jobs = jobs;
        this.store = store;
        this.lostBytes = new LostBytes(ports, index, store, rules);
    }

    /** A step that may miss bytes which no node has. */
    private <T> CompletableFuture<T> watched(String job, CompletableFuture<T> step) {
        return step.whenComplete((_, failure) -> lostBytes.stepped(job, failure));
    }

    /** A record, and the job made ready. */
    private record Ready(JobRecord job, RunnableJob runnable) {}

    private CompletableFuture<JobRecord> record(String id) {
        return ports.records()
                .readJob(id)
                .thenApply(
                        job -> {
                            if (job == null) {
                                throw new GridException(
                                        ErrorCode.NO_SUCH_JOB, "Job " + id + " is gone");
                            }
                            return job;
                        });
    }

    private CompletableFuture<Ready> ready(String id) {
        return record(id)
                .thenApplyAsync(job -> new Ready(job, runnable(job)), ports.loop().patient());
    }

    private RunnableJob runnable(JobRecord job) {
        RunnableJob runnable;
        try {
            runnable = jobs.of(job.spec(), job.plan());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (runnable == null) {
            throw new GridException(
                    ErrorCode.UNKNOWN_TYPE,
                    "Node "
                            + ports.network().self()
                            + " does not know task type "
                            + job.spec().type());
        }
        return runnable;
    }

    /**
     * The blocks that one of {@code members} members makes.
     *
     * @param member 0 to members - 1; streamed items are all made by member 0
     */
    public CompletableFuture<BlockSource> blocks(String id, int member, int members) {
        return ready(id)
                .thenApply(ready -> blocks(ready, member, members))
                .<BlockSource>thenApply(source -> new WatchedSource(id, source, lostBytes))
                .whenComplete((_, failure) -> lostBytes.failed(id, failure));
    }

    private BlockSource blocks(Ready ready, int member, int members) {
        JobRecord job = ready.job;
        BlockMaker.Wanted wanted =
                new BlockMaker.Wanted(job, () -> ports.records().readJob(job.id()), ports.clocks());
        try {
            return BlockMaker.of(wanted, ready.runnable, member, members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("The splitter of job {} failed", job.id(), e);
            throw failed(job, ErrorCode.SPLIT_FAILED, "The splitter threw " + e, e);
        }
    }

    private GridException failed(
            JobRecord job, ErrorCode code, String message, RuntimeException cause) {
        JobFailure failure = new JobFailure(code.code(), message, -1);
        JobEvent fail = new JobEvent.Fail(0, failure, ports.clocks().wallMillis());
        var _ = ports.records().applyToJob(job.id(), fail);
        return new GridException(code, message, List.of(), cause);
    }

    /**
     * Writes a block where there is none yet, and opens one of an older generation again; completes
     * with its number of tasks.
     */
    public CompletableFuture<Long> write(String job, NumberedBlock block) {
        BlockKey key = new BlockKey(job, block.number());
        TaskBlock.Head head = block.block().head();
        BlockEvent reopen = new BlockEvent.Reopen(head.generation());
        return ports.records()
                .create(key, block.block())
                .thenCompose(
                        created ->
                                created || head.generation() == 1
                                        ? CompletableFuture.completedFuture(BlockAnswer.NO_BLOCK)
                                        : ports.records().apply(key, reopen))
                .thenApply(_ -> (long) head.size());
    }

    /** Makes and writes one member's share of the blocks; completes with their number of tasks. */
    public CompletableFuture<Long> writeShare(String job, int member, int members) {
        return blocks(job, member, members)
                .thenCompose(
                        source -> new ShareWriter(ports.loop(), b -> write(job, b), source).run());
    }

    /** All blocks are written. */
    public CompletableFuture<?> splitDone(String job, long epoch, long tasks) {
        return ports.records()
                .applyToJob(job, new JobEvent.SplitDone(epoch, tasks, ports.clocks().wallMillis()));
    }

    /** The partials of the blocks that this member owns, combined where the type allows. */
    public CompletableFuture<byte[]> localPartials(String id, long epoch) {
        return watched(id, partials(id, epoch));
    }

    private CompletableFuture<byte[]> partials(String id, long epoch) {
        return ready(id)
                .thenApplyAsync(
                        ready -> {
                            try {
                                return localPartials(ready, epoch);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        ports.loop().patient());
    }

    private byte[] localPartials(Ready ready, long epoch) throws IOException {
        String id = ready.job.id();
        List<Partials.Part> parts = new ArrayList<>();
        BitSet blocks = new BitSet();
        for (BlockIndex.Seen seen : index.blocks(id, 0)) {
            TaskBlock block = seen.block();
            DataRef partial = block.partial();
            boolean mine = ports.records().owns(new BlockKey(id, seen.number()));
            if (mine && block.folded() && partial != null) {
                blocks.set(seen.number());
                parts.add(new Partials.Part(seen.number(), partial));
            }
        }
        parts.sort(Comparator.comparingInt(Partials.Part::block));
        if (parts.size() > 1 && !ready.runnable.ordered()) {
            String reference = id + "/combined/" + ports.network().self() + "." + epoch;
            int first = parts.getFirst().block();
            List<Source> sources = sources(parts);
            DataRef combined =
                    written(
                            ready.job,
                            reference,
                            (work, out) -> ready.runnable.combine(sources, work, out));
            parts = List.of(new Partials.Part(first, combined));
        }
        return new Partials(blocks, parts).toBytes();
    }

    private interface Step {
        void write(ScratchSpace work, ResultStore.Writer out) throws IOException;
    }

    /** What a step of the aggregator writes; when it throws, the job fails. */
    private DataRef written(JobRecord job, String reference, Step step) throws IOException {
        try (ResultStore.Writer out = store.open(reference);
                ScratchSpace work = new ScratchSpace(store)) {
            step.write(work, out);
            return out.finish();
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("The aggregator of job {} failed", job.id(), e);
            throw failed(job, ErrorCode.AGGREGATE_FAILED, "The aggregator threw " + e, e);
        }
    }

    private List<Source> sources(List<Partials.Part> parts) {
        return parts.stream().map(part -> store.source(part.data())).toList();
    }

    /** What refers to the result of a job that was finished under an epoch. */
    public static String resultReference(String job, long epoch) {
        return job + "/result/" + epoch;
    }

    /** Puts the members' partials together and publishes the answer. */
    public CompletableFuture<?> finish(String id, long epoch, List<byte[]> encoded) {
        return watched(id, finished(id, epoch, encoded));
    }

    private CompletableFuture<?> finished(String id, long epoch, List<byte[]> encoded) {
        return ready(id)
                .thenComposeAsync(
                        ready -> {
                            try {
                                return finish(ready, epoch, encoded);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        ports.loop().patient());
    }

    private CompletableFuture<?> finish(Ready ready, long epoch, List<byte[]> encoded)
            throws IOException {
        JobRecord job = ready.job;
        if (job.state().ended() || job.progress().epoch() != epoch) {
            return CompletableFuture.completedFuture(false);
        }
        List<Partials.Part> parts = exact(job, encoded);
        String reference = resultReference(job.id(), epoch);
        List<Source> sources = sources(parts);
        DataRef result =
                written(job, reference, (work, out) -> ready.runnable.finish(sources, work, out));
        return figures(job)
                .thenCompose(
                        figures ->
                                Endings.end(
                                        ports,
                                        job,
                                        new JobEvent.AggregateDone(
                                                epoch,
                                                result,
                                                ready.runnable.mediaType(),
                                                figures,
                                                ports.clocks().wallMillis())));
    }

    /** All parts in order; refuses a set that does not cover each block once. */
    private static List<Partials.Part> exact(JobRecord job, List<byte[]> encoded)
            throws IOException {
        List<Partials.Part> parts = new ArrayList<>();
        BitSet covered = new BitSet();
        for (byte[] bytes : encoded) {
            Partials partials = Partials.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            if (covered.intersects(partials.blocks())) {
                throw changing(job.id());
            }
            covered.or(partials.blocks());
            parts.addAll(partials.parts());
        }
        if (covered.cardinality() != job.blocks()) {
            throw changing(job.id());
        }
        parts.sort(Comparator.comparingInt(Partials.Part::block));
        return parts;
    }

    /** Figures over all blocks of a job, each counted once. */
    private CompletableFuture<JobFigures> figures(JobRecord job) {
        return ports.network()
                .askTallies(job.id())
                .thenApply(
                        tallies -> {
                            JobTally all = JobTally.of(tallies.values());
                            if (!all.exact() || all.blocks().cardinality() != job.blocks()) {
                                throw changing(job.id());
                            }
                            return all.figures();
                        });
    }

    private static GridException changing(String job) {
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "The blocks of job "
                        + job
                        + " are moving between members; the step is repeated in a moment");
    }
}
