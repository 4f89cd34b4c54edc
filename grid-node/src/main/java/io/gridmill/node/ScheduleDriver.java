package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRequest;
import io.gridmill.schedule.ScheduleChange;
import io.gridmill.schedule.SchedulePolicy;
import io.gridmill.schedule.SchedulePolicy.Answer;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.schedule.Timing;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules whose keys this member owns. Looks at all of them once a second, and at the one
 * that is due next in time. A job's id follows from schedule and time, so firing twice makes one job:
 * the job is written first, the schedule's record after it, and who takes over between the two does
 * the same again. One thread of its own; nothing is held in memory that the records do not say.
 */
final class ScheduleDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleDriver.class);
    private static final long SWEEP_MILLIS = 1_000;

    /** Steps of one schedule in a row; the rest comes with the next sweep. */
    private static final int MOST_STEPS = 100;

    private final GridNode node;
    private final Engine engine;
    private final ScheduleStore store;
    private final Map<String, Seen> seen = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gridmill-schedules").factory());

    /** A schedule as it was seen: how its times are found, and when the next one is. */
    private record Seen(long version, Timing timing, long until) {}

    ScheduleDriver(GridNode node, Engine engine) {
        this.node = node;
        this.engine = engine;
        this.store = engine.schedules();
    }

    void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            Set<String> own = store.local();
            seen.keySet().retainAll(own);
            own.forEach(this::look);
        } catch (RuntimeException e) {
            LOG.debug("Schedules could not be looked at; again in a second", e);
        }
    }

    private void look(String name) {
        try {
            long until = drive(name);
            long left = until - engine.ledger().now();
            if (left > 0 && left < SWEEP_MILLIS) {
                var _ = thread.schedule(() -> look(name), left, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.trace("Closing; nothing is planned any more", e);
        } catch (RuntimeException e) {
            LOG.info("Schedule {} could not run now and is tried again: {}", name, e.toString());
            LOG.debug("The schedule's failure", e);
        }
    }

    /** Takes the steps there are; until when there is nothing to do then. */
    private long drive(String name) {
        for (int step = 0; step < MOST_STEPS; step++) {
            ScheduleRecord record = store.read(name);
            if (record == null || !store.owns(name)) {
                return Long.MAX_VALUE;
            }
            long now = engine.ledger().now();
            Seen known = seen.get(name);
            Timing timing;
            if (known != null && known.version == record.version()) {
                if (known.until > now && record.backlog().isEmpty() && !isBack(record, now)) {
                    return known.until;
                }
                timing = known.timing;
            } else {
                timing = record.schedule().timing();
            }
            Answer answer = SchedulePolicy.decide(record, timing, now, running(record));
            switch (answer) {
                case Answer.Wait wait -> {
                    seen.put(name, new Seen(record.version(), timing, wait.until()));
                    return wait.until();
                }
                case Answer.Pass pass -> advance(name, pass.after());
                case Answer.Fire fire -> fire(name, record, fire);
            }
        }
        return 0;
    }

    private static boolean isBack(ScheduleRecord record, long now) {
        return record.checked() > now;
    }

    private boolean running(ScheduleRecord record) {
        String last = record.lastJob();
        JobRecord job = last == null ? null : engine.ledger().job(last);
        return job != null && !job.state().ended();
    }

    private void advance(String name, ScheduleRecord after) {
        ScheduleRecord stored = store.apply(name, new ScheduleChange.Advance(after));
        if (stored != null && !stored.equals(after)) {
            LOG.debug("Schedule {} was changed by somebody else meanwhile", name);
        }
    }

    private void fire(String name, ScheduleRecord record, Answer.Fire fire) {
        cancel(fire.cancel());
        long now = engine.ledger().now();
        String job = JobIds.ofFiring(name, fire.due());
        try {
            JobRequest request = Schedules.request(record.schedule());
            node.submitAs(
                    job,
                    request.with(change -> change.metadata(metadata(request, name, fire.due()))),
                    record.schedule().owner().user());
            LOG.info("Schedule {} has submitted job {}", name, job);
            advance(name, SchedulePolicy.fired(fire, job, now));
        } catch (GridException e) {
            if (isPassing(e.code())) {
                throw e;
            }
            LOG.warn("Schedule {} could not submit its job: {}", name, e.getMessage());
            advance(
                    name,
                    SchedulePolicy.refused(fire, e.code().code() + ": " + e.getMessage(), now));
        }
    }

    /** Whether trying again soon may help. */
    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNAVAILABLE
                || code == ErrorCode.QUEUE_FULL
                || code == ErrorCode.DISK_FULL;
    }

    private static Map<String, String> metadata(JobRequest request, String name, long due) {
        Map<String, String> all = new HashMap<>(request.metadata());
        all.put("gridmill.schedule", name);
        all.put("gridmill.due", Instant.ofEpochMilli(due).toString());
        return all;
    }

    private void cancel(@Nullable String job) {
        if (job != null) {
            engine.durable().change(job, new JobEvent.Cancel("schedule", engine.ledger().now()));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
