package io.gridmill.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.execute.JobSplit;
import io.gridmill.execute.ResultStore;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.StepIds;
import io.gridmill.split.BlockSizing;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.Split;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the jobs that carry steps, and the result of the job that they are steps of. Thread-safe. */
final class StepLaunch {
    /** Most tasks of a step whose number of tasks follows from its input; see {@code job.maxTasks}. */
    private static final long MAX_TASKS = 20_000_000;

    private static final BlockPlan NO_TASKS = new BlockPlan(0, 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ports ports;
    private final TaskTypes types;
    private final ResultStore store;
    private final IntSupplier slots;

    StepLaunch(Ports ports, TaskTypes types, ResultStore store, IntSupplier slots) {
        this.ports = ports;
        this.types = types;
        this.store = store;
        this.slots = slots;
    }

    /** What a job made of steps left. */
    record Result(DataRef data, String mediaType) {}

    /** Makes the job that carries a step which is marked as begun, unless it is there. */
    CompletableFuture<?> make(JobRecord job, int number) {
        JobGraph.Step step = graph(job).steps().get(number);
        return input(job, step)
                .thenApplyAsync(input -> record(job, number, input), ports.loop().patient())
                .thenCompose(
                        made ->
                                ports.durability()
                                        .accepted(made)
                                        .thenCompose(_ -> ports.records().createJob(made)));
    }

    private static JobGraph graph(JobRecord job) {
        return Objects.requireNonNull(job.spec().graph());
    }

    private CompletableFuture<@Nullable DataRef> input(JobRecord job, JobGraph.Step step) {
        if (step.inputFrom() == null) {
            return CompletableFuture.completedFuture(step.spec().input());
        }
        int from = graph(job).indexOf(step.inputFrom());
        String id = StepIds.of(job.id(), step.inputFrom(), job.steps().get(from).generation());
        return ports.records().readJob(id).thenApply(before -> result(id, before));
    }

    private static @Nullable DataRef result(String id, @Nullable JobRecord before) {
        if (before == null || before.outcome() == null || before.outcome().result() == null) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The result of step " + id + " is not there yet");
        }
        return before.outcome().result();
    }

    private JobRecord record(JobRecord job, int number, @Nullable DataRef input) {
        JobGraph.Step step = graph(job).steps().get(number);
        String id = StepIds.of(job.id(), step.name(), job.steps().get(number).generation());
        long now = ports.clocks().wallMillis();
        JobSpec spec = step.spec().ofStep(id, input, now);
        try {
            Split<?> split = JobSplit.of(spec, type(spec), RunnableJobs.input(store, input));
            if (split instanceof Split.Indexed<?> indexed && indexed.count() > MAX_TASKS) {
                String why =
                        "The step has " + indexed.count() + " tasks, the limit is " + MAX_TASKS;
                return failing(spec, ErrorCode.TOO_LARGE, why, now);
            }
            BlockPlan plan = BlockSizing.plan(split, slots.getAsInt());
            if (split instanceof Split.Streamed<?> streamed
                    && streamed.items() instanceof Closeable items) {
                items.close();
            }
            return JobLifecycle.accepted(spec, plan);
        } catch (IOException e) {
            // Its input is out of reach for now: the driver repeats this.
            throw new UncheckedIOException(e);
        } catch (GridException e) {
            throw e;
        } catch (BadParametersException e) {
            String why = e.errors().isEmpty() ? e.toString() : e.errors().getFirst().message();
            return failing(spec, ErrorCode.SPLIT_FAILED, why, now);
        } catch (RuntimeException e) {
            return failing(spec, ErrorCode.SPLIT_FAILED, "The splitter threw " + e, now);
        }
    }

    private TaskType<?, ?, ?> type(JobSpec spec) {
        return types.find(spec.type())
                .orElseThrow(
                        () ->
                                new GridException(
                                        ErrorCode.UNKNOWN_TYPE,
                                        "Node "
                                                + ports.network().self()
                                                + " does not know task type "
                                                + spec.type()));
    }

    /** A job that has failed before it began: no death of a driver in between can lose that. */
    private static JobRecord failing(JobSpec spec, ErrorCode code, String why, long now) {
        JobRecord accepted = JobLifecycle.accepted(spec, NO_TASKS);
        JobFailure failure = new JobFailure(code.code(), why, -1);
        return Objects.requireNonNull(
                JobLifecycle.apply(accepted, new JobEvent.Fail(0, failure, now)));
    }

    /**
     * The result of a job whose steps have ended well: that of its last step, which stays where it
     * is, or a list where there are several.
     */
    CompletableFuture<Result> result(JobRecord job, List<JobRecord> last, int expected) {
        if (last.size() != expected) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The results of job " + job.id() + " are not there yet");
        }
        if (last.size() == 1) {
            JobRecord.Outcome outcome = last.getFirst().outcome();
            if (outcome != null && outcome.result() != null && outcome.mediaType() != null) {
                return CompletableFuture.completedFuture(
                        new Result(outcome.result(), outcome.mediaType()));
            }
        }
        return CompletableFuture.supplyAsync(() -> list(job, last), ports.loop().patient());
    }

    private Result list(JobRecord job, List<JobRecord> last) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode steps = all.putObject("steps");
        for (JobRecord step : last) {
            JobRecord.Outcome outcome = step.outcome();
            String name = Objects.requireNonNull(step.spec().parent()).name();
            ObjectNode entry = steps.putObject(name).put("job", step.id());
            if (outcome != null && outcome.result() != null) {
                entry.put("mediaType", outcome.mediaType());
                entry.put("size", outcome.result().size());
                entry.put("result", "/api/v1/jobs/" + job.id() + "/result?step=" + name);
            }
        }
        String reference = job.id() + "/result/" + job.progress().epoch();
        try (ResultStore.Writer out = store.open(reference)) {
            out.write(bytes(all));
            return new Result(out.finish(), "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts and numbers cannot be written", e);
        }
    }
}
