package io.gridmill.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gridmill.claim.QueueLoad;
import io.gridmill.claim.QueuePolicy;
import io.gridmill.execute.HandlerType;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.Dependency;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobSpec;
import io.gridmill.job.LossRule;
import io.gridmill.job.Placement;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StepOf;
import io.gridmill.job.StepRequest;
import io.gridmill.split.BlockSizing;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.FieldError;
import io.gridmill.task.InputRule;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks a request at the door and fills in what it leaves open. Decides; stores nothing. */
final class Admission {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final int MAX_PARAMETERS = 4 << 20;

    private final TaskTypes types;
    private final Supplier<GridConfig> config;

    /**
     * By a configuration that may change.
     *
     * @param config as it is now
     */
    Admission(TaskTypes types, Supplier<GridConfig> config) {
        this.types = types;
        this.config = config;
    }

    /** The type, or the refusal. */
    TaskType<?, ?, ?> type(JobRequest request) {
        return types.find(request.type())
                .or(() -> HandlerType.elsewhere(request.type(), request.parameters()))
                .orElseThrow(
                        () ->
                                new GridException(
                                        ErrorCode.UNKNOWN_TYPE,
                                        "No task type is named '"
                                                + request.type()
                                                + "'; known are "
                                                + types.all().stream().map(TaskType::name).toList(),
                                        List.of(
                                                new FieldError(
                                                        "/type",
                                                        "unknown",
                                                        "no task type is named '"
                                                                + request.type()
                                                                + "'"))));
    }

    /** Refuses input where none is taken, and its absence where it is needed. */
    void checkInput(TaskType<?, ?, ?> type, InputData input) {
        boolean given = !(input instanceof InputData.None);
        if (type.inputRule() == InputRule.NONE && given) {
            throw badInput("type " + type.name() + " takes no input; leave it out");
        }
        if (type.inputRule() == InputRule.REQUIRED && !given) {
            throw badInput("type " + type.name() + " needs input: text, base64, lines or a blob");
        }
    }

    private static GridException badInput(String message) {
        return new GridException(
                ErrorCode.BAD_REQUEST,
                message,
                List.of(new FieldError("/input", "input", message)));
    }

    /** Refuses a job that waits for one that does not exist. */
    void checkDependencies(JobRequest request, Predicate<String> exists) {
        List<FieldError> errors = new ArrayList<>();
        List<Dependency> dependsOn = request.conditions().dependsOn();
        for (int i = 0; i < dependsOn.size(); i++) {
            String id = dependsOn.get(i).job();
            if (!exists.test(id)) {
                String message = "there is no job " + id + "; it may have been deleted or expired";
                errors.add(new FieldError("/dependsOn/" + i, "unknown", message));
            }
        }
        if (!errors.isEmpty()) {
            throw new GridException(ErrorCode.UNKNOWN_JOB, errors.getFirst().message(), errors);
        }
    }

    /** Refuses when too much waits already. */
    void checkLoad(QueueLoad load) {
        GridConfig.Limits limits = config.get().limits();
        if (load.jobs() >= limits.maxWaitingJobs()) {
            throw new GridException(
                            ErrorCode.QUEUE_FULL,
                            load.jobs()
                                    + " jobs have not ended, the limit is "
                                    + limits.maxWaitingJobs()
                                    + " (queue.maxWaitingJobs); submit again when some have")
                    .retryAfter(QueuePolicy.jobSeconds(load, limits.maxWaitingJobs()));
        }
        if (load.waitingTasks() >= limits.maxWaitingTasks()) {
            throw new GridException(
                            ErrorCode.QUEUE_FULL,
                            load.waitingTasks()
                                    + " tasks wait, the limit is "
                                    + limits.maxWaitingTasks()
                                    + " (queue.maxWaitingTasks); submit again when some have run")
                    .retryAfter(
                            QueuePolicy.seconds(
                                    load.waitingTasks() - limits.maxWaitingTasks() * 49 / 50,
                                    load));
        }
    }

    /** Refuses a job for which there is no room in its user's share, or which is too large. */
    void checkShare(
            QueueLoad load,
            String user,
            BlockPlan plan,
            JobRequest request,
            @Nullable DataRef input) {
        long parameters = checkedParameters(request);
        long bytes = parameters + (input == null ? 0 : input.size());
        QueuePolicy.Asked asked =
                new QueuePolicy.Asked(user, Math.max(0, plan.tasks()), bytes, parameters);
        QueuePolicy.Refusal refusal =
                QueuePolicy.decide(load, config.get().limits().queue(), asked);
        if (refusal != null) {
            ErrorCode code =
                    refusal.retryAfterSeconds() == 0 ? ErrorCode.TOO_LARGE : ErrorCode.QUEUE_FULL;
            throw new GridException(code, refusal.message())
                    .retryAfter(refusal.retryAfterSeconds());
        }
    }

    /** They are in memory on several nodes for as long as the job is known, unlike its input. */
    private static long checkedParameters(JobRequest request) {
        long bytes = json(request.parameters()).length();
        for (StepRequest step : request.steps()) {
            bytes += json(step.job().parameters()).length();
        }
        if (bytes > MAX_PARAMETERS) {
            String rule =
                    "may have "
                            + MAX_PARAMETERS
                            + " bytes as JSON, those of all steps together, and have "
                            + bytes
                            + "; what is large is given as input";
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    "Parameters " + rule,
                    List.of(new FieldError("/parameters", "range", rule)));
        }
        return bytes;
    }

    /** Refuses a change that the job's state or limits do not allow. */
    void checkEdit(JobRecord job, JobEdit edit) {
        if (job.state().ended() && edit.priority() != 0) {
            throw new GridException(
                    ErrorCode.JOB_ENDED,
                    "Job "
                            + job.id()
                            + " has ended; its priority cannot change, its labels, metadata and"
                            + " resultTtl can");
        }
        checkTexts("labels", edit.labels().of(job.spec().labels()).size());
        checkTexts("metadata", edit.metadata().of(job.spec().metadata()).size());
    }

    private static void checkTexts(String field, int size) {
        if (size > JobEdit.MOST_TEXTS) {
            String message =
                    field + " may have " + JobEdit.MOST_TEXTS + " entries, would have " + size;
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    message,
                    List.of(new FieldError("/" + field, "range", message)));
        }
    }

    /** How the job is laid out in blocks, or the refusal of its parameters. */
    BlockPlan plan(TaskType<?, ?, ?> type, JobRequest request, JobInput input, int slots) {
        if (request.open()) {
            checkOpen(type, request);
            return BlockSizing.OPEN;
        }
        Split<?> split = split(type, request, input);
        long limit = config.get().limits().maxTasksPerJob();
        if (split instanceof Split.Indexed<?> indexed && indexed.count() > limit) {
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    "The job has "
                            + indexed.count()
                            + " tasks, the limit is "
                            + limit
                            + " (job.maxTasks); make the tasks larger or split the job");
        }
        BlockPlan plan = BlockSizing.plan(split, slots);
        int blockSize = config.get().blockSize();
        return blockSize == 0 ? plan : new BlockPlan(plan.tasks(), blockSize);
    }

    /** The first fault, for those who read the sentence only. */
    static String first(BadParametersException e) {
        return e.errors().isEmpty() ? "" : ": " + e.errors().getFirst().message();
    }

    private static <P> void checkOpen(TaskType<P, ?, ?> type, JobRequest request) {
        parameters(type, request);
        if (type.addedItems().isEmpty()) {
            String message = "jobs of type " + type.name() + " cannot be open; leave open out";
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    message,
                    List.of(new FieldError("/open", "unsupported", message)));
        }
    }

    /** Refuses parameters that the type does not like. */
    boolean checkedParameters(TaskType<?, ?, ?> type, JobRequest request) {
        parameters(type, request);
        return true;
    }

    private static <P> P parameters(TaskType<P, ?, ?> type, JobRequest request) {
        try {
            return type.parameters(Parameters.of(request.parameters()));
        } catch (BadParametersException e) {
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "The parameters of type " + type.name() + " are not right" + first(e),
                    e.errors(),
                    e);
        }
    }

    private static <P> Split<?> split(TaskType<P, ?, ?> type, JobRequest request, JobInput input) {
        try {
            return type.split(parameters(type, request), input);
        } catch (BadParametersException e) {
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "The parameters of type " + type.name() + " are not right" + first(e),
                    e.errors(),
                    e);
        } catch (IOException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The input cannot be read now: " + e.getMessage(),
                    List.of(),
                    e);
        }
    }

    /** The job as it will be recorded. */
    JobSpec spec(Identity who, JobRequest request, @Nullable DataRef input, boolean picture) {
        return spec(who, null, request, input, picture);
    }

    /** The same for a job that is a step of another. */
    JobSpec spec(
            Identity who,
            @Nullable StepOf parent,
            JobRequest request,
            @Nullable DataRef input,
            boolean picture) {
        GridConfig now = config.get();
        Duration taskTimeout =
                request.taskTimeout() == null ? now.taskTimeout() : request.taskTimeout();
        Boolean keep = request.keepTaskResults();
        return new JobSpec(
                who.id,
                request.type(),
                parent,
                json(request.parameters()),
                input,
                null,
                request.priority(),
                new Placement(
                        Objects.requireNonNullElse(request.strategy(), now.scheduling().strategy()),
                        request.needs(),
                        SpeculationDefault.of(request, now)),
                who.user,
                who.now,
                RequestDigest.of(request, input),
                request.conditions(),
                request.timeout() == null ? 0 : request.timeout().toMillis(),
                taskTimeout.toMillis(),
                retry(request, now.retry()),
                request.failurePolicy(),
                request.resultTtl().toMillis(),
                request.open(),
                keep == null ? picture : keep,
                request.labels(),
                request.metadata());
    }

    /** What the node says of losses holds for every job, and that nothing is tried twice. */
    private static RetryRule retry(JobRequest request, RetryRule usual) {
        RetryRule asked = request.retry() == null ? usual : request.retry().over(usual);
        LossRule onLoss = usual.onLoss();
        return onLoss.reassign() ? asked.with(onLoss) : asked.with(onLoss).never();
    }

    /** Refuses a job that goes on after failures where its type needs the result of every task. */
    <P> boolean checkFailurePolicy(TaskType<P, ?, ?> type, JobRequest request) {
        if (request.failurePolicy().bearsFailures()
                && !type.aggregator().bearsMissing(parameters(type, request))) {
            String message =
                    "the answer of type "
                            + type.name()
                            + " cannot do without any task, so a job of it must be fail-fast";
            throw new GridException(
                    ErrorCode.NEEDS_EVERY_TASK,
                    message,
                    List.of(new FieldError("/failurePolicy", "unsupported", message)));
        }
        return true;
    }

    /** Under which id, for whom, and when (milliseconds since the epoch). */
    record Identity(String id, String user, long now) {}

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters that were read cannot be written", e);
        }
    }
}
