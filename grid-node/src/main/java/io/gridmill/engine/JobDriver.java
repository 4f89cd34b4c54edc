package io.gridmill.engine;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the jobs whose keys this member owns, from acceptance to their end. Each step looks at the
 * record and does what is next; it may be repeated and may die half way, because every step is
 * repeatable and every write carries the driver's epoch. Thread-safe.
 */
final class JobDriver {
    private static final Logger LOG = LoggerFactory.getLogger(JobDriver.class);
    private static final long AGAIN_MILLIS = 200;

    /** Blocks beyond the last one counted that a split may have written before it was stopped. */
    private static final int UNSEEN_AHEAD = 256;

    private static final CompletableFuture<Boolean> DONE = CompletableFuture.completedFuture(true);

    private final Ports ports;
    private final JobSteps jobSteps;
    private final Map<String, JobRecord> own = new ConcurrentHashMap<>();
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    JobDriver(Ports ports, JobSteps jobSteps) {
        this.ports = ports;
        this.jobSteps = jobSteps;
    }

    /**
     * A job whose key this member owns stands like this; does what is next.
     *
     * @return whether others should know
     */
    boolean changed(JobRecord job) {
        JobRecord before = own.get(job.id());
        own.merge(job.id(), job, (a, b) -> a.progress().version() > b.progress().version() ? a : b);
        boolean stopNow = job.progress().stopping() && !job.state().ended();
        if (stopNow) {
            jobSteps.cancel(job.id());
        }
        drive(job.id());
        return before == null
                || before.state() != job.state()
                || before.progress().stopping() != job.progress().stopping()
                || before.progress().splitDone() != job.progress().splitDone();
    }

    /** The jobs whose keys this member owned when it last looked. */
    Collection<JobRecord> own() {
        return own.values();
    }

    /** Forgets a job. */
    void forget(String job) {
        own.remove(job);
        epochs.remove(job);
    }

    /** Drops what moved to another member and takes over what arrived. */
    void refresh() {
        own.keySet().removeIf(id -> !ports.records().ownsJob(id));
        for (String id : ports.records().localJobs()) {
            if (!own.containsKey(id)) {
                var _ =
                        ports.records()
                                .readJob(id)
                                .thenAccept(
                                        job -> {
                                            if (job != null) {
                                                changed(job);
                                            }
                                        });
            }
        }
    }

    /** Takes another look at every live job: pushes may have been lost, deadlines may have passed. */
    void sweep() {
        for (JobRecord job : own.values()) {
            if (!job.state().ended()) {
                drive(job.id());
            }
        }
    }

    private void drive(String id) {
        again.add(id);
        if (!closed && busy.add(id)) {
            ports.loop().soon(() -> steps(id));
        }
    }

    /** Takes steps for as long as something asks for one; one at a time for each job. */
    private void steps(String id) {
        if (closed || !again.remove(id)) {
            busy.remove(id);
            if (again.contains(id)) {
                drive(id);
            }
            return;
        }
        CompletableFuture<?> step;
        try {
            step = step(id);
        } catch (RuntimeException e) {
            step = CompletableFuture.failedFuture(e);
        }
        var _ = step.whenComplete((_, failure) -> stepped(id, failure));
    }

    private void stepped(String id, @Nullable Throwable failure) {
        if (failure != null && !closed) {
            LOG.info("A step of job {} failed and is repeated: {}", id, failure.toString());
            LOG.debug("The step's failure", failure);
            busy.remove(id);
            later(id);
        } else {
            ports.loop().soon(() -> steps(id));
        }
    }

    private void later(String id) {
        ports.loop().after(AGAIN_MILLIS, () -> drive(id));
    }

    private CompletableFuture<?> step(String id) {
        JobRecord seen = own.get(id);
        if (seen == null || seen.state().ended() || !ports.records().ownsJob(id)) {
            epochs.remove(id);
            return DONE;
        }
        // What its backups know too: a change that only this owner has seen dies with it.
        return ports.records()
                .applyToJob(id, new JobEvent.Confirm(now()))
                .thenCompose(this::takeOver)
                .thenCompose(job -> job == null ? DONE : step(job).thenApply(_ -> true));
    }

    /** Makes sure that this member drives, under an epoch of its own; null when there is nothing to. */
    private CompletableFuture<@Nullable JobRecord> takeOver(@Nullable JobRecord job) {
        if (job == null || job.state().ended()) {
            return CompletableFuture.completedFuture(null);
        }
        Long epoch = epochs.get(job.id());
        if (epoch != null && epoch == job.progress().epoch()) {
            return CompletableFuture.completedFuture(job);
        }
        return ports.records()
                .applyToJob(job.id(), new JobEvent.Drive(ports.network().self(), now()))
                .thenApply(this::driven);
    }

    private @Nullable JobRecord driven(@Nullable JobRecord job) {
        if (job == null || job.state().ended()) {
            return null;
        }
        epochs.put(job.id(), job.progress().epoch());
        return job;
    }

    private CompletableFuture<?> step(JobRecord job) {
        long epoch = job.progress().epoch();
        return switch (JobStep.of(job, now())) {
            case STOP -> stop(job);
            case TIME_OUT -> apply(job, new JobEvent.Fail(epoch, timedOut(job), now()));
            case SPLIT -> split(job);
            case START_AGGREGATE -> apply(job, new JobEvent.AggregateStarted(epoch, now()));
            case AGGREGATE -> jobSteps.aggregate(job);
            case WAIT -> DONE;
        };
    }

    private CompletableFuture<Boolean> apply(JobRecord job, JobEvent event) {
        return ports.records().applyToJob(job.id(), event).thenApply(_ -> true);
    }

    private long now() {
        return ports.clocks().wallMillis();
    }

    private static JobFailure timedOut(JobRecord job) {
        return new JobFailure(
                ErrorCode.JOB_TIMED_OUT.code(),
                "The job ran longer than its timeout of " + job.spec().timeoutMillis() + " ms",
                -1);
    }

    private CompletableFuture<?> split(JobRecord job) {
        if (job.plan().known() && job.plan().blocks() <= 1) {
            return jobSteps.split(job);
        }
        return apply(job, new JobEvent.SplitStarted(job.progress().epoch(), now()))
                .thenCompose(_ -> jobSteps.split(job));
    }

    /** Stops all blocks there are; ends the job when nothing of it runs any more. */
    private CompletableFuture<?> stop(JobRecord job) {
        return ports.network()
                .askTallies(job.id())
                .thenCompose(tallies -> stop(job, JobTally.of(tallies.values())));
    }

    private CompletableFuture<?> stop(JobRecord job, JobTally all) {
        if (!all.exact() || active(all.figures()) > 0) {
            return stopBlocks(job, all.blocks());
        }
        return noneUnseen(job, all.blocks())
                .thenCompose(
                        none ->
                                none
                                        ? apply(
                                                job,
                                                new JobEvent.Stopped(
                                                        job.progress().epoch(),
                                                        all.figures(),
                                                        now()))
                                        : stopBlocks(job, all.blocks()));
    }

    private CompletableFuture<Boolean> stopBlocks(JobRecord job, BitSet blocks) {
        BlockEvent stop = new BlockEvent.Stop(job.failure() != null);
        List<CompletableFuture<?>> stops = new ArrayList<>();
        blocks.stream()
                .mapToObj(number -> new BlockKey(job.id(), number))
                .forEach(key -> stops.add(ports.records().apply(key, stop)));
        return CompletableFuture.allOf(stops.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        _ -> {
                            later(job.id());
                            return true;
                        });
    }

    /**
     * Whether the blocks that no member counted do not exist: a member that has just taken over a
     * partition may not have looked at its blocks yet. Looking makes it count them.
     */
    private CompletableFuture<Boolean> noneUnseen(JobRecord job, BitSet counted) {
        int end = Math.max(job.blocks(), counted.length() + UNSEEN_AHEAD);
        int most = job.plan().known() ? Math.min(end, job.plan().blocks()) : end;
        CompletableFuture<Boolean> none = CompletableFuture.completedFuture(true);
        for (int n = counted.nextClearBit(0); n < most; n = counted.nextClearBit(n + 1)) {
            none =
                    none.thenCombine(
                            ports.records().lookAt(new BlockKey(job.id(), n)),
                            (before, there) -> before && !there);
        }
        return none;
    }

    private static long active(JobFigures figures) {
        long[] counts = figures.counts();
        return counts[TaskState.WAITING.ordinal()]
                + counts[TaskState.READY.ordinal()]
                + counts[TaskState.ASSIGNED.ordinal()]
                + counts[TaskState.RUNNING.ordinal()];
    }

    /** Takes no further step. */
    void close() {
        closed = true;
    }
}
