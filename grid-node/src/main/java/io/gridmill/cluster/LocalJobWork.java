package io.gridmill.cluster;

import io.gridmill.cluster.members.JobTally;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.cluster.store.Ledger;
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
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.task.Source;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splitting and aggregating as this member does it. */
final class LocalJobWork implements JobWork {
    private static final Logger LOG = LoggerFactory.getLogger(LocalJobWork.class);

    private final Ledger ledger;
    private final BlockIndex index;
    private final Members members;
    private final RunnableJobs jobs;
    private final ResultStore store;
    private final Executor executor;

    LocalJobWork(
            Ledger ledger,
            BlockIndex index,
            Members members,
            RunnableJobs jobs,
            ResultStore store,
            Executor executor) {
        this.ledger = ledger;
        this.index = index;
        this.members = members;
        this.jobs = jobs;
        this.store = store;
        this.executor = executor;
    }

    private JobRecord record(String id) {
        JobRecord job = ledger.job(id);
        if (job == null) {
            throw new GridException(ErrorCode.NO_SUCH_JOB, "Job " + id + " is gone");
        }
        return job;
    }

    private RunnableJob runnable(JobRecord job) throws IOException {
        RunnableJob runnable = jobs.of(job.spec(), job.plan());
        if (runnable == null) {
            throw new GridException(
                    ErrorCode.UNKNOWN_TYPE,
                    "Node " + members.self() + " does not know task type " + job.spec().type());
        }
        return runnable;
    }

    @Override
    public BlockSource blocks(String id, int member, int memberCount) throws IOException {
        JobRecord job = record(id);
        try {
            return BlockMaker.of(job, runnable(job), member, memberCount, () -> record(id));
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            throw splitFailed(job, e);
        }
    }

    private RuntimeException splitFailed(JobRecord job, RuntimeException e) {
        LOG.warn("The splitter of job {} failed", job.id(), e);
        JobFailure failure =
                new JobFailure(ErrorCode.SPLIT_FAILED.code(), "The splitter threw " + e, -1);
        var _ = ledger.apply(job.id(), new JobEvent.Fail(0, failure, ledger.now()));
        return new GridException(ErrorCode.SPLIT_FAILED, failure.message(), List.of(), e);
    }

    @Override
    public CompletableFuture<Long> write(String job, NumberedBlock block) {
        long tasks = block.block().head().size();
        return ledger.create(new BlockKey(job, block.number()), block.block())
                .thenApplyAsync(_ -> tasks, executor)
                .toCompletableFuture();
    }

    @Override
    public void splitDone(String job, long epoch, long tasks) {
        ledger.apply(job, new JobEvent.SplitDone(epoch, tasks, ledger.now()));
    }

    @Override
    public byte[] localPartials(String id, long epoch) throws IOException {
        JobRecord job = record(id);
        RunnableJob runnable = runnable(job);
        List<Partials.Part> parts = new ArrayList<>();
        BitSet blocks = new BitSet();
        for (BlockIndex.Seen seen : index.blocks(id, 0)) {
            TaskBlock block = seen.block();
            DataRef partial = block.partial();
            boolean mine = ledger.owns(new BlockKey(id, seen.number()));
            if (mine && block.folded() && partial != null) {
                blocks.set(seen.number());
                parts.add(new Partials.Part(seen.number(), partial));
            }
        }
        parts.sort(Comparator.comparingInt(Partials.Part::block));
        if (parts.size() > 1 && !runnable.ordered()) {
            String reference = id + "/combined/" + members.self() + "." + epoch;
            DataRef combined = combine(job, runnable, parts, reference);
            parts = List.of(new Partials.Part(parts.getFirst().block(), combined));
        }
        return new Partials(blocks, parts).toBytes();
    }

    private DataRef combine(
            JobRecord job, RunnableJob runnable, List<Partials.Part> parts, String reference)
            throws IOException {
        try (ResultStore.Writer out = store.open(reference);
                ScratchSpace work = new ScratchSpace(store)) {
            runnable.combine(sources(parts), work, out);
            return out.finish();
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            throw aggregateFailed(job, e);
        }
    }

    private List<Source> sources(List<Partials.Part> parts) {
        return parts.stream().map(part -> store.source(part.data())).toList();
    }

    private GridException aggregateFailed(JobRecord job, RuntimeException e) {
        LOG.warn("The aggregator of job {} failed", job.id(), e);
        JobFailure failure =
                new JobFailure(ErrorCode.AGGREGATE_FAILED.code(), "The aggregator threw " + e, -1);
        var _ = ledger.apply(job.id(), new JobEvent.Fail(0, failure, ledger.now()));
        return new GridException(ErrorCode.AGGREGATE_FAILED, failure.message(), List.of(), e);
    }

    @Override
    public void finish(String id, long epoch, List<byte[]> encoded) throws IOException {
        JobRecord job = record(id);
        if (job.state().ended() || job.progress().epoch() != epoch) {
            return;
        }
        List<Partials.Part> parts = new ArrayList<>();
        BitSet covered = new BitSet();
        for (byte[] bytes : encoded) {
            Partials partials = Partials.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            if (covered.intersects(partials.blocks())) {
                throw changing(id);
            }
            covered.or(partials.blocks());
            parts.addAll(partials.parts());
        }
        if (covered.cardinality() != job.blocks()) {
            throw changing(id);
        }
        parts.sort(Comparator.comparingInt(Partials.Part::block));
        RunnableJob runnable = runnable(job);
        DataRef result = finish(job, runnable, parts, id + "/result/" + epoch);
        JobFigures figures = figures(job);
        ledger.apply(
                id,
                new JobEvent.AggregateDone(
                        epoch, result, runnable.mediaType(), figures, ledger.now()));
    }

    private DataRef finish(
            JobRecord job, RunnableJob runnable, List<Partials.Part> parts, String reference)
            throws IOException {
        try (ResultStore.Writer out = store.open(reference);
                ScratchSpace work = new ScratchSpace(store)) {
            runnable.finish(sources(parts), work, out);
            return out.finish();
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            throw aggregateFailed(job, e);
        }
    }

    /** Figures over all blocks of a job, each counted once. */
    private JobFigures figures(JobRecord job) {
        JobTally all = JobTally.of(members.tallies(job.id(), null).values());
        if (!all.exact() || all.blocks().cardinality() != job.blocks()) {
            throw changing(job.id());
        }
        return all.figures();
    }

    private static GridException changing(String job) {
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "The blocks of job "
                        + job
                        + " are moving between members; the step is repeated in a moment");
    }
}
