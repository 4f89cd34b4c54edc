package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.pipeline.Pipeline;
import io.gridmill.cluster.members.JobTally;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.pipeline.AggregatePipeline;
import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.cluster.pipeline.SplitPipeline;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.job.Dependency;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.StartPolicy;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

    /** A start that is nearer than the next sweeps gets a timer of its own. */
    private static final long SOON_MILLIS = 2_500;

    /** Blocks beyond the last one counted that a split may have written before it was stopped. */
    private static final int UNSEEN_AHEAD = 256;

    private final HazelcastInstance hazelcast;
    private final Ledger ledger;
    private final Members members;
    private final JobWork work;
    private final Intake intake;
    private final Executor executor;
    private final Map<String, JobRecord> own = new ConcurrentHashMap<>();
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Map<String, Job> jetJobs = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    JobDriver(
            HazelcastInstance hazelcast,
            Ledger ledger,
            Members members,
            JobWork work,
            Intake intake,
            Executor executor) {
        this.hazelcast = hazelcast;
        this.ledger = ledger;
        this.members = members;
        this.work = work;
        this.intake = intake;
        this.executor = executor;
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
            cancelJet(job.id());
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
        own.keySet().removeIf(id -> !ledger.ownsJob(id));
        for (String id : ledger.localJobs()) {
            if (!own.containsKey(id)) {
                JobRecord job = ledger.job(id);
                if (job != null) {
                    changed(job);
                }
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
            executor.execute(() -> steps(id));
        }
    }

    private void steps(String id) {
        try {
            while (again.remove(id) && !closed) {
                step(id);
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.info("A step of job {} failed and is repeated: {}", id, e.toString());
                LOG.debug("The step's failure", e);
                later(id);
            }
        } finally {
            busy.remove(id);
            if (again.contains(id) && !closed) {
                later(id);
            }
        }
    }

    private void later(String id) {
        later(id, AGAIN_MILLIS);
    }

    private void later(String id, long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, executor)
                .execute(() -> drive(id));
    }

    private void step(String id) throws IOException {
        JobRecord seen = own.get(id);
        if (seen == null || seen.state().ended() || !ledger.ownsJob(id)) {
            epochs.remove(id);
            return;
        }
        JobRecord known = ledger.confirmed(id);
        JobRecord job = known == null || known.state().ended() ? null : takeOver(known);
        if (job == null) {
            return;
        }
        long epoch = job.progress().epoch();
        if (job.progress().stopping()) {
            stop(job);
        } else if (job.state() == JobState.PENDING) {
            begin(job, epoch);
        } else if (ledger.now() > job.deadline()) {
            timedOut(job);
        } else if (queuedTooLong(job)) {
            queueTimedOut(job);
        } else if (!job.progress().splitDone()) {
            split(job, epoch);
        } else if (job.state() == JobState.RUNNING && job.allSettled()) {
            ledger.apply(id, new JobEvent.AggregateStarted(epoch, ledger.now()));
        } else if (job.state() == JobState.AGGREGATING) {
            aggregate(job, epoch);
        }
    }

    /** Makes sure that this member drives, under an epoch of its own. */
    private @Nullable JobRecord takeOver(JobRecord job) {
        Long epoch = epochs.get(job.id());
        if (epoch != null && epoch == job.progress().epoch()) {
            return job;
        }
        JobRecord driven = ledger.apply(job.id(), new JobEvent.Drive(members.self(), ledger.now()));
        if (driven == null || driven.state().ended()) {
            return null;
        }
        epochs.put(job.id(), driven.progress().epoch());
        return driven;
    }

    /** Begins the job, waits on, or gives it up, as its conditions say. */
    private void begin(JobRecord job, long epoch) {
        long now = ledger.now();
        Map<String, @Nullable JobState> ended = new HashMap<>();
        for (Dependency dependency : job.spec().conditions().dependsOn()) {
            JobRecord other = ledger.job(dependency.job());
            if (other == null || other.state().ended()) {
                ended.put(dependency.job(), other == null ? null : other.state());
            }
        }
        switch (StartPolicy.decide(job.spec().conditions(), ended, now)) {
            case StartPolicy.Answer.Begin _ ->
                    ledger.apply(job.id(), new JobEvent.Begin(epoch, now));
            case StartPolicy.Answer.Wait wait -> {
                if (wait.startAt() > 0 && wait.startAt() - now < SOON_MILLIS) {
                    later(job.id(), Math.max(1, wait.startAt() - now));
                }
            }
            case StartPolicy.Answer.Never never ->
                    ledger.apply(job.id(), new JobEvent.Fail(epoch, never.failure(), now));
            case StartPolicy.Answer.NotNeeded notNeeded ->
                    ledger.apply(job.id(), new JobEvent.NotNeeded(epoch, notNeeded.reason(), now));
        }
    }

    /** A job has ended somewhere: those of this member that wait for it take a look. */
    void jobEnded(String id) {
        for (JobRecord job : own.values()) {
            if (job.state() == JobState.PENDING
                    && job.spec().conditions().dependsOn().stream()
                            .anyMatch(dependency -> dependency.job().equals(id))) {
                drive(job.id());
            }
        }
    }

    private boolean queuedTooLong(JobRecord job) {
        long timeout = job.spec().conditions().queueTimeoutMillis();
        if (timeout == 0
                || job.state() != JobState.RUNNING
                || ledger.now() <= job.progress().started() + timeout) {
            return false;
        }
        JobTally all = JobTally.of(members.tallies(job.id(), null).values());
        return all.exact() && all.figures().attempts() == 0 && job.settled().isEmpty();
    }

    private void queueTimedOut(JobRecord job) {
        JobFailure failure =
                new JobFailure(
                        ErrorCode.QUEUE_TIMED_OUT.code(),
                        "No task started within the queue timeout of "
                                + job.spec().conditions().queueTimeoutMillis()
                                + " ms",
                        -1);
        ledger.apply(job.id(), new JobEvent.Fail(job.progress().epoch(), failure, ledger.now()));
    }

    private void timedOut(JobRecord job) {
        JobFailure failure =
                new JobFailure(
                        ErrorCode.JOB_TIMED_OUT.code(),
                        "The job ran longer than its timeout of "
                                + job.spec().timeoutMillis()
                                + " ms",
                        -1);
        ledger.apply(job.id(), new JobEvent.Fail(job.progress().epoch(), failure, ledger.now()));
    }

    private void split(JobRecord job, long epoch) throws IOException {
        if (job.spec().open()) {
            takeTasks(job, epoch);
            return;
        }
        if (job.plan().known() && job.plan().blocks() <= 1) {
            splitInPlace(job, epoch);
            return;
        }
        ledger.apply(job.id(), new JobEvent.SplitStarted(epoch, ledger.now()));
        runJet(job.id(), SplitPipeline.of(job.id(), epoch));
    }

    /** The tasks of an open job come from outside; what is left is to say when they all came. */
    private void takeTasks(JobRecord job, long epoch) {
        ledger.apply(job.id(), new JobEvent.SplitStarted(epoch, ledger.now()));
        if (job.progress().closing()) {
            work.splitDone(job.id(), epoch, intake.seal(job));
        }
    }

    private void splitInPlace(JobRecord job, long epoch) throws IOException {
        long tasks = 0;
        try (JobWork.BlockSource blocks = work.blocks(job.id(), 0, 1)) {
            for (var block = blocks.next(); block != null; block = blocks.next()) {
                tasks += work.write(job.id(), block).join();
            }
        }
        work.splitDone(job.id(), epoch, tasks);
    }

    private void aggregate(JobRecord job, long epoch) throws IOException {
        if (job.blocks() == 0) {
            work.finish(job.id(), epoch, List.of());
        } else if (job.blocks() == 1) {
            work.finish(job.id(), epoch, List.of(work.localPartials(job.id(), epoch)));
        } else {
            runJet(job.id(), AggregatePipeline.of(job.id(), epoch));
        }
    }

    private void runJet(String id, Pipeline pipeline) {
        Job jet = hazelcast.getJet().newLightJob(pipeline);
        jetJobs.put(id, jet);
        try {
            jet.join();
        } finally {
            jetJobs.remove(id);
        }
    }

    private void cancelJet(String id) {
        Job jet = jetJobs.get(id);
        if (jet != null && !jet.getFuture().isDone()) {
            executor.execute(jet::cancel);
        }
    }

    /** Stops all blocks there are; ends the job when nothing of it runs any more. */
    private void stop(JobRecord job) {
        JobTally all = JobTally.of(members.tallies(job.id(), null).values());
        JobFigures figures = all.figures();
        BitSet blocks = all.blocks();
        if (all.exact() && active(figures) == 0 && noneUnseen(job, blocks)) {
            ledger.apply(
                    job.id(), new JobEvent.Stopped(job.progress().epoch(), figures, ledger.now()));
            return;
        }
        BlockEvent stop = new BlockEvent.Stop(job.failure() != null);
        List<CompletableFuture<?>> stops = new ArrayList<>();
        blocks.stream()
                .mapToObj(number -> new BlockKey(job.id(), number))
                .forEach(key -> stops.add(ledger.apply(key, stop).toCompletableFuture()));
        stops.forEach(CompletableFuture::join);
        later(job.id());
    }

    /**
     * Whether the blocks that no member counted do not exist: a member that has just taken over a
     * partition may not have looked at its blocks yet. Looking makes it count them.
     */
    private boolean noneUnseen(JobRecord job, BitSet counted) {
        int end = Math.max(job.blocks(), counted.length() + UNSEEN_AHEAD);
        int most = job.plan().known() ? Math.min(end, job.plan().blocks()) : end;
        List<CompletableFuture<Boolean>> looks = new ArrayList<>();
        for (int n = counted.nextClearBit(0); n < most; n = counted.nextClearBit(n + 1)) {
            looks.add(ledger.lookAt(new BlockKey(job.id(), n)).toCompletableFuture());
        }
        return looks.stream().noneMatch(CompletableFuture::join);
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
