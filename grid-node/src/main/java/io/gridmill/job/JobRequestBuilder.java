package io.gridmill.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes fields of a {@link JobRequest}, which says what each means. Not thread-safe. */
public final class JobRequestBuilder {
    private final String type;
    private final ObjectNode parameters;
    private final InputData input;
    private List<StepRequest> steps;
    private int priority;
    private @Nullable Strategy strategy;
    private Needs needs;
    private @Nullable Speculation speculation;
    private StartConditions conditions;
    private @Nullable Duration timeout;
    private @Nullable Duration taskTimeout;
    private @Nullable RetryRequest retry;
    private FailurePolicy failurePolicy;
    private Map<String, String> labels;
    private Map<String, String> metadata;
    private Duration resultTtl;
    private boolean open;
    private @Nullable Boolean keepTaskResults;

    JobRequestBuilder(JobRequest request) {
        type = request.type();
        parameters = request.parameters();
        input = request.input();
        steps = request.steps();
        priority = request.priority();
        strategy = request.strategy();
        needs = request.needs();
        speculation = request.speculation();
        conditions = request.conditions();
        timeout = request.timeout();
        taskTimeout = request.taskTimeout();
        retry = request.retry();
        failurePolicy = request.failurePolicy();
        labels = request.labels();
        metadata = request.metadata();
        resultTtl = request.resultTtl();
        open = request.open();
        keepTaskResults = request.keepTaskResults();
    }

    /** What the job is made of in place of tasks. */
    public JobRequestBuilder steps(List<StepRequest> values) {
        steps = values;
        return this;
    }

    /** For a step: the priority of the job that it is a step of. */
    JobRequestBuilder priorityOfTheJob() {
        priority = StepRequest.PRIORITY_OF_THE_JOB;
        return this;
    }

    /** 1 to 10, 10 first. */
    public JobRequestBuilder priority(int value) {
        if (value < 1 || value > 10) {
            throw new IllegalArgumentException("priority must be 1 to 10, is " + value);
        }
        priority = value;
        return this;
    }

    /** Who takes its tasks first; null for the grid's default. */
    public JobRequestBuilder strategy(@Nullable Strategy value) {
        strategy = value;
        return this;
    }

    /** What a node must have to run its tasks. */
    public JobRequestBuilder needs(Needs value) {
        needs = value;
        return this;
    }

    /** Whether slow tasks may run twice; null for the grid's default. */
    public JobRequestBuilder speculation(@Nullable Speculation value) {
        speculation = value;
        return this;
    }

    /** What the job waits for before it begins. */
    public JobRequestBuilder conditions(StartConditions value) {
        conditions = value;
        return this;
    }

    /** Waits for other jobs to succeed. */
    public JobRequestBuilder dependsOn(String... jobs) {
        List<Dependency> all = new ArrayList<>(conditions.dependsOn());
        for (String job : jobs) {
            all.add(new Dependency(job, Dependency.On.SUCCESS));
        }
        conditions =
                new StartConditions(conditions.startAt(), conditions.queueTimeoutMillis(), all);
        return this;
    }

    /** For the whole job. */
    public JobRequestBuilder timeout(@Nullable Duration value) {
        timeout = value;
        return this;
    }

    /** For one attempt of a task. */
    public JobRequestBuilder taskTimeout(@Nullable Duration value) {
        taskTimeout = value;
        return this;
    }

    /** How failed attempts are repeated. */
    public JobRequestBuilder retry(@Nullable RetryRule value) {
        return retryRequest(value == null ? null : RetryRequest.of(value));
    }

    /** The same, in part. */
    public JobRequestBuilder retryRequest(@Nullable RetryRequest value) {
        retry = value;
        return this;
    }

    /** How many failed tasks the job bears. */
    public JobRequestBuilder failurePolicy(FailurePolicy value) {
        failurePolicy = value;
        return this;
    }

    /** For search. */
    public JobRequestBuilder labels(Map<String, String> values) {
        labels = values;
        return this;
    }

    /** For the user's own use. */
    public JobRequestBuilder metadata(Map<String, String> values) {
        metadata = values;
        return this;
    }

    /** How long the ended job is kept. */
    public JobRequestBuilder resultTtl(Duration value) {
        resultTtl = value;
        return this;
    }

    /** Whether tasks are added until the job is closed. */
    public JobRequestBuilder open(boolean value) {
        open = value;
        return this;
    }

    /** Whether single results stay readable. */
    public JobRequestBuilder keepTaskResults(@Nullable Boolean value) {
        keepTaskResults = value;
        return this;
    }

    JobRequest build() {
        return new JobRequest(
                type,
                parameters,
                input,
                steps,
                priority,
                strategy,
                needs,
                speculation,
                conditions,
                timeout,
                taskTimeout,
                retry,
                failurePolicy,
                labels,
                metadata,
                resultTtl,
                open,
                keepTaskResults);
    }
}
