package io.gridmill.engine;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import java.util.Collection;
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
    private static final int LOOK_AT_ENDED_EVERY = 10;
    private static final int MOST_ENDED_LOOKED_AT = 1_000;

    private static final CompletableFuture<Boolean> DONE = CompletableFuture.completedFuture(true);

    private final Ports ports;
    private final JobSteps jobSteps;
    private final GraphDriver graphs;
    private final JobStarts starts;
    private final JobStops stops;
    private final StepWatch watch;
    private final StepBackoff backoff = new StepBackoff();
    private final Deletions deletions;
    private final Map<String, JobRecord> own = new ConcurrentHashMap<>();
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private int sweeps;
    private volatile boolean closed;

    JobDriver(
            Ports ports,
            JobSteps jobSteps,
            StepLaunch launch,
            StepWatch watch,
            Deletions deletions) {
        this.ports = ports;
        this.jobSteps = jobSteps;
        this.watch = watch;
        this.graphs = new GraphDriver(ports, launch, this::later);
        this.starts = new JobStarts(ports, graphs, this::later);
        this.stops = new JobStops(ports, this::later);
        this.deletions = deletions;
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
            backoff.forget(job.id());
            jobSteps.cancel(job.id());
        }
        if (!waits(job)) {
            drive(job.id());
        }
        return before == null
                || before.state() != job.state()
                || before.spec().priority() != job.spec().priority()
                || before.progress().stopping() != job.progress().stopping()
                || before.progress().splitDone() != job.progress().splitDone();
    }

    /** Whether this member drives it already and has nothing to do but to wait. */
    private boolean waits(JobRecord job) {
        Long epoch = epochs.get(job.id());
        return epoch != null
                && epoch == job.progress().epoch()
                && !job.state().ended()
                && JobStep.of(job, now()) == JobStep.WAIT;
    }

    /** The jobs whose keys this member owned when it last looked. */
    Collection<JobRecord> own() {
        return own.values();
    }

    /** Forgets a job. */
    void forget(String job) {
        own.remove(job);
        epochs.remove(job);
        watch.forget(job);
        backoff.forget(job);
    }

    /** Drops what moved to another member and takes over what arrived. */
    void refresh() {
        own.keySet().removeIf(id -> !ports.records().ownsJob(id));
        for (String id : ports.records().localJobs()) {
            if (!own.containsKey(id)) {
                var _ = ports.records().readJob(id).thenAccept(this::arrived);
            }
        }
    }

    private void arrived(@Nullable JobRecord job) {
        if (job == null) {
            return;
        }
        var _ =
                deletions
                        .again(job)
                        .thenAccept(
                                deleted -> {
                                    if (!deleted) {
                                        changed(job);
                                    }
                                });
    }

    /** Takes another look at every live job: pushes may have been lost, deadlines may have passed. */
    synchronized void sweep() {
        watch.look();
        for (JobRecord job : own.values()) {
            if (!job.state().ended()) {
                drive(job.id());
            }
        }
        sweeps++;
        if (sweeps % LOOK_AT_ENDED_EVERY == 0) {
            lookAtEnded();
        }
    }

    /** That an ended job was retried may never have been told: some are looked at, then others. */
    private void lookAtEnded() {
        int turns = own.size() / MOST_ENDED_LOOKED_AT + 1;
        int turn = sweeps / LOOK_AT_ENDED_EVERY % turns;
        for (JobRecord job : own.values()) {
            if (job.state().ended() && Math.floorMod(job.id().hashCode(), turns) == turn) {
                var _ = ports.records().readJob(job.id()).thenAccept(this::retried);
            }
        }
    }

    private void retried(@Nullable JobRecord job) {
        if (job != null && !job.state().ended()) {
            changed(job);
        }
    }

    /** Gives up what is under way and begins anew, by the records as they are now. */
    void restart() {
        epochs.clear();
        own.keySet().forEach(jobSteps::cancel);
        own.clear();
        refresh();
    }

    private void drive(String id) {
        again.add(id);
        if (!closed && !backoff.waits(id, ports.clocks().nanoTime()) && busy.add(id)) {
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
            long wait = backoff.failed(id, ports.clocks().nanoTime());
            busy.remove(id);
            later(id, wait + 1);
        } else {
            backoff.forget(id);
            ports.loop().soon(() -> steps(id));
        }
    }

    private void later(String id) {
        later(id, AGAIN_MILLIS);
    }

    private void later(String id, long millis) {
        ports.loop().after(millis, () -> drive(id));
    }

    private CompletableFuture<?> step(String id) {
        if (!ports.durability().ready()) {
            later(id);
            return DONE;
        }
        JobRecord seen = own.get(id);
        if (seen == null || seen.state().ended() || !ports.records().ownsJob(id)) {
            epochs.remove(id);
            return DONE;
        }
        // What its backups know too: a change that only this owner has seen dies with it.
        return ports.records()
                .applyToJob(id, new JobEvent.Confirm(now()))
                .thenApply(this::noted)
                .thenCompose(this::takeOver)
                .thenCompose(job -> job == null ? DONE : step(job).thenApply(_ -> true));
    }

    /** What was read is known from now on, also when the change itself was never told. */
    private @Nullable JobRecord noted(@Nullable JobRecord job) {
        if (job != null) {
            own.computeIfPresent(
                    job.id(),
                    (_, known) ->
                            known.progress().version() < job.progress().version() ? job : known);
        }
        return job;
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
        return take(job, JobStep.of(job, now()));
    }

    private CompletableFuture<?> take(JobRecord job, JobStep step) {
        long epoch = job.progress().epoch();
        return switch (step) {
            case STOP -> job.spec().graph() == null ? stops.stop(job) : graphs.stop(job);
            case ADVANCE -> graphs.advance(job);
            case BEGIN -> starts.begin(job);
            case TIME_OUT -> apply(job, new JobEvent.Fail(epoch, timedOut(job), now()));
            case CHECK_QUEUE -> checkQueue(job);
            case REOPEN -> Reopenings.reopen(ports, job).thenCompose(event -> apply(job, event));
            case SPLIT -> split(job);
            case START_AGGREGATE -> apply(job, new JobEvent.AggregateStarted(epoch, now()));
            case AGGREGATE ->
                    job.blocks() > 1
                            ? watch.over(job.id(), () -> jobSteps.aggregate(job))
                            : jobSteps.aggregate(job);
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

    /** A job has ended somewhere: those of this member that wait for it take a look. */
    void jobEnded(String id) {
        for (JobRecord job : own.values()) {
            if (job.state() == JobState.PENDING
                    && job.spec().conditions().dependsOn().stream()
                            .anyMatch(dependency -> dependency.job().equals(id))) {
                drive(job.id());
            }
            if (GraphDriver.awaits(job, id)) {
                drive(job.id());
            }
        }
    }

    private CompletableFuture<?> checkQueue(JobRecord job) {
        return ports.network()
                .askTallies(job.id())
                .thenCompose(tallies -> checkQueue(job, JobTally.of(tallies.values())));
    }

    private CompletableFuture<?> checkQueue(JobRecord job, JobTally all) {
        if (!all.exact() || all.figures().attempts() > 0) {
            return take(job, JobStep.working(job));
        }
        JobFailure failure =
                new JobFailure(
                        ErrorCode.QUEUE_TIMED_OUT.code(),
                        "No task started within the queue timeout of "
                                + job.spec().conditions().queueTimeoutMillis()
                                + " ms",
                        -1);
        return apply(job, new JobEvent.Fail(job.progress().epoch(), failure, now()));
    }

    private CompletableFuture<?> split(JobRecord job) {
        // What was made again after a loss, or is to run again, may be in the store.
        return job.progress().generation() == 1
                ? splitNow(job)
                : ports.durability().restore(job).thenCompose(_ -> splitNow(job));
    }

    private CompletableFuture<?> splitNow(JobRecord job) {
        if (job.spec().open()) {
            return takeTasks(job);
        }
        if (job.plan().known() && job.plan().blocks() <= 1) {
            return jobSteps.split(job);
        }
        return apply(job, new JobEvent.SplitStarted(job.progress().epoch(), now()))
                .thenCompose(_ -> watch.over(job.id(), () -> jobSteps.split(job)));
    }

    /** The tasks of an open job come from outside; what is left is to say when they all came. */
    private CompletableFuture<?> takeTasks(JobRecord job) {
        long epoch = job.progress().epoch();
        CompletableFuture<Boolean> started = apply(job, new JobEvent.SplitStarted(epoch, now()));
        return !job.progress().closing()
                ? started
                : started.thenCompose(_ -> jobSteps.seal(job))
                        .thenCompose(
                                tasks -> apply(job, new JobEvent.SplitDone(epoch, tasks, now())));
    }

    /** A node is no member any more: a step that it had a part in will not end well. */
    void nodeLeft(String node) {
        watch.left(node);
    }

    /** Takes no further step. */
    void close() {
        closed = true;
    }
}
