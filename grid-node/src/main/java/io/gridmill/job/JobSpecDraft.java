package io.gridmill.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link JobSpec} of which some of what may change is being changed. For one thread. */
final class JobSpecDraft {
    private final JobSpec from;
    String id;
    String parameters;
    @Nullable DataRef input;
    @Nullable JobGraph graph;
    int priority;
    long created;
    String requestDigest;
    long resultTtlMillis;
    Map<String, String> labels;
    Map<String, String> metadata;

    JobSpecDraft(JobSpec from) {
        this.from = from;
        id = from.id();
        parameters = from.parameters();
        input = from.input();
        graph = from.graph();
        priority = from.priority();
        created = from.created();
        requestDigest = from.requestDigest();
        resultTtlMillis = from.resultTtlMillis();
        labels = from.labels();
        metadata = from.metadata();
    }

    JobSpec build() {
        return new JobSpec(
                id,
                from.type(),
                from.parent(),
                parameters,
                input,
                graph,
                priority,
                from.placement(),
                from.user(),
                created,
                requestDigest,
                from.conditions(),
                from.timeoutMillis(),
                from.taskTimeoutMillis(),
                from.retry(),
                from.failurePolicy(),
                resultTtlMillis,
                from.open(),
                from.keepTaskResults(),
                labels,
                metadata);
    }
}
