package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepOf;
import io.gridmill.job.StepPlan;
import io.gridmill.job.StepRecord;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives jobs that are made of steps. A step is first marked as begun in the job's record, under the
 * driver's epoch, and then made, under an id that follows from the mark: whoever drives next finds
 * the mark and makes what is missing. A job that carries a step asks, before it begins, whether the
 * job that it is a step of still goes on, so one that was made too late runs nothing. Thread-safe.
 */
final class GraphDriver {
    private static final CompletableFuture<Boolean> DONE = CompletableFuture.completedFuture(true);

    private final Ports ports;
    private final StepLaunch launch;
    private final Consumer<String> later;

    /**
     * Drives through these.
     *
     * @param later has the job of an id looked at again in a while
     */
    GraphDriver(Ports ports, StepLaunch launch, Consumer<String> later) {
        this.ports = ports;
        this.launch = launch;
        this.later = later;
    }

    /** Whether a job has a step that runs as another job. */
    static boolean awaits(JobRecord job, String step) {
        return StepIds.isStep(step)
                && job.spec().graph() != null
                && step.startsWith(job.id() + ".")
                && !job.state().ended();
    }

    /** Whether a job may begin; one that carries a step which is not wanted any more is ended. */
    CompletableFuture<Boolean> wanted(JobRecord job) {
        StepOf parent = job.spec().parent();
        return parent == null
                ? DONE
                : ports.records()
                        .readJob(parent.job())
                        .thenCompose(of -> goesOn(of) ? DONE : giveUp(job));
    }

    private static boolean goesOn(@Nullable JobRecord job) {
        return job != null && !job.state().ended() && !job.progress().stopping();
    }

    private CompletableFuture<Boolean> giveUp(JobRecord job) {
        String why = "the job that it is a step of has stopped";
        return apply(job, new JobEvent.NotNeeded(job.progress().epoch(), why, now()))
                .thenApply(_ -> false);
    }

    /** Notes steps that ended, begins and skips others, and ends the job when all have ended. */
    CompletableFuture<?> advance(JobRecord job) {
        if (job.state() == JobState.AGGREGATING) {
            return finish(job);
        }
        return jobsOfSteps(job).thenCompose(found -> advance(job, found));
    }

    private CompletableFuture<?> advance(JobRecord job, Map<Integer, JobRecord> found) {
        long now = now();
        Map<Integer, StepRecord> moves = new TreeMap<>();
        List<CompletableFuture<?>> made = new ArrayList<>();
        List<StepRecord> then = new ArrayList<>(job.steps());
        for (int i = 0; i < then.size(); i++) {
            JobRecord carrier = found.get(i);
            if (carrier != null && carrier.state().ended()) {
                moves.put(i, then.get(i).ended(carrier));
                then.set(i, then.get(i).ended(carrier));
            } else if (carrier == null && then.get(i).state() == StepRecord.State.RUNNING) {
                made.add(launch.make(job, i));
            }
        }
        StepPlan plan = StepPlan.decide(graph(job), then, job.progress().generation(), now);
        moves.putAll(plan.moves());
        made.add(decided(job, plan, moves, now));
        return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> decided(
            JobRecord job, StepPlan plan, Map<Integer, StepRecord> moves, long now) {
        long epoch = job.progress().epoch();
        if (!moves.isEmpty()) {
            // The record changes, so it is looked at again: only then is a step made.
            return apply(job, new JobEvent.StepsMoved(epoch, moves, now));
        }
        if (plan.failure() != null) {
            return apply(job, new JobEvent.Fail(epoch, plan.failure(), now));
        }
        if (!plan.over()) {
            return DONE;
        }
        return apply(job, new JobEvent.SplitDone(epoch, tasks(figures(job)), now))
                .thenCompose(_ -> apply(job, new JobEvent.AggregateStarted(epoch, now)));
    }

    /** Stops what runs of a job's steps; ends the job when nothing does any more. */
    CompletableFuture<?> stop(JobRecord job) {
        return jobsOfSteps(job).thenCompose(found -> stop(job, found));
    }

    private CompletableFuture<?> stop(JobRecord job, Map<Integer, JobRecord> found) {
        long now = now();
        long epoch = job.progress().epoch();
        Map<Integer, StepRecord> moves = new TreeMap<>();
        List<CompletableFuture<?>> stops = new ArrayList<>();
        boolean running = false;
        for (int i = 0; i < job.steps().size(); i++) {
            JobRecord carrier = found.get(i);
            StepRecord step = job.steps().get(i);
            if (step.state() != StepRecord.State.RUNNING) {
                continue;
            }
            if (carrier == null || carrier.state().ended()) {
                moves.put(i, carrier == null ? step.neverMade(now) : step.ended(carrier));
                continue;
            }
            running = true;
            if (!carrier.progress().stopping()) {
                stops.add(apply(carrier, new JobEvent.Cancel(job.spec().user(), now)));
            }
        }
        if (!moves.isEmpty()) {
            stops.add(apply(job, new JobEvent.StepsMoved(epoch, moves, now)));
        } else if (!running) {
            JobEvent end = new JobEvent.Stopped(epoch, figures(job), now);
            stops.add(Endings.end(ports, job, end));
        }
        boolean stopped = moves.isEmpty() && !running;
        return CompletableFuture.allOf(stops.toArray(CompletableFuture<?>[]::new))
                .thenRun(
                        () -> {
                            if (!stopped) {
                                later.accept(job.id());
                            }
                        });
    }

    /** The jobs that carry the running steps, as far as they are there. */
    private CompletableFuture<Map<Integer, JobRecord>> jobsOfSteps(JobRecord job) {
        Map<Integer, JobRecord> found = new HashMap<>();
        CompletableFuture<?> read = DONE;
        for (int i = 0; i < job.steps().size(); i++) {
            if (job.steps().get(i).state() == StepRecord.State.RUNNING) {
                int number = i;
                read = read.thenCompose(_ -> carrier(job, number)).thenAccept(into(found, number));
            }
        }
        return read.thenApply(_ -> found);
    }

    private static Consumer<@Nullable JobRecord> into(Map<Integer, JobRecord> found, int number) {
        return carrier -> {
            if (carrier != null) {
                found.put(number, carrier);
            }
        };
    }

    private CompletableFuture<@Nullable JobRecord> carrier(JobRecord job, int step) {
        return ports.records().readConfirmed(id(job, step), now());
    }

    private static String id(JobRecord job, int step) {
        return StepIds.of(
                job.id(), graph(job).steps().get(step).name(), job.steps().get(step).generation());
    }

    private static JobGraph graph(JobRecord job) {
        return Objects.requireNonNull(job.spec().graph());
    }

    /** Publishes the result: that of the only last step, else a list of those of all last steps. */
    private CompletableFuture<?> finish(JobRecord job) {
        List<Integer> last = StepPlan.results(graph(job), job.steps());
        Map<Integer, JobRecord> found = new TreeMap<>();
        CompletableFuture<?> read = DONE;
        for (int step : last) {
            read = read.thenCompose(_ -> carrier(job, step)).thenAccept(into(found, step));
        }
        return read.thenCompose(_ -> launch.result(job, List.copyOf(found.values()), last.size()))
                .thenCompose(
                        result ->
                                Endings.end(
                                        ports,
                                        job,
                                        new JobEvent.AggregateDone(
                                                job.progress().epoch(),
                                                result.data(),
                                                result.mediaType(),
                                                figures(job),
                                                now())));
    }

    /** Figures over the tasks of all steps that ended. */
    static JobFigures figures(JobRecord job) {
        JobFigures sum = Tally.NO_FIGURES;
        for (StepRecord step : job.steps()) {
            sum = step.figures() == null ? sum : sum.plus(step.figures());
        }
        return sum;
    }

    private static long tasks(JobFigures figures) {
        long sum = 0;
        for (TaskState state : TaskState.values()) {
            sum += figures.counts()[state.ordinal()];
        }
        return sum;
    }

    private CompletableFuture<Boolean> apply(JobRecord job, JobEvent event) {
        return ports.records().applyToJob(job.id(), event).thenApply(_ -> true);
    }

    private long now() {
        return ports.clocks().wallMillis();
    }
}
