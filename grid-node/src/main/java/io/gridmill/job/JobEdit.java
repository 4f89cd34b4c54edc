package io.gridmill.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be different about a job that was accepted.
 *
 * @param priority 1 to 10; 0 leaves it
 * @param labels to be added or replaced
 * @param metadata to be added or replaced
 * @param resultTtlMillis 0 leaves it
 */
public record JobEdit(int priority, Texts labels, Texts metadata, long resultTtlMillis) {
    /** Most labels, and most entries of metadata. */
    public static final int MOST_TEXTS = 32;

    /** Entries to set and keys to drop. */
    public record Texts(Map<String, String> set, List<String> drop) {
        /** Changes nothing. */
        public static final Texts NONE = new Texts(Map.of(), List.of());

        public Texts {
            set = Map.copyOf(set);
            drop = List.copyOf(drop);
        }

        /** Whether it changes nothing. */
        boolean isEmpty() {
            return set.isEmpty() && drop.isEmpty();
        }

        /** The entries that follow from others. */
        public Map<String, String> of(Map<String, String> before) {
            Map<String, String> after = new TreeMap<>(before);
            drop.forEach(after::remove);
            after.putAll(set);
            return after;
        }
    }

    /** What a specification becomes. */
    JobSpec of(JobSpec spec) {
        return spec.with(
                draft -> {
                    draft.graph = graph(spec);
                    draft.priority = priority == 0 ? spec.priority() : priority;
                    draft.resultTtlMillis =
                            resultTtlMillis == 0 ? spec.resultTtlMillis() : resultTtlMillis;
                    draft.labels = labels.of(spec.labels());
                    draft.metadata = metadata.of(spec.metadata());
                });
    }

    private @Nullable JobGraph graph(JobSpec whole) {
        JobGraph graph = whole.graph();
        return graph == null
                ? null
                : new JobGraph(
                        graph.steps().stream()
                                .map(
                                        step ->
                                                new JobGraph.Step(
                                                        step.name(),
                                                        step.after(),
                                                        step.inputFrom(),
                                                        forStep(whole, step.spec())
                                                                .of(step.spec())))
                                .toList());
    }

    /**
     * What of it reaches a step: of what the step has as its job has, since it did not say otherwise.
     * The same before both are changed and after.
     */
    public JobEdit forStep(JobSpec whole, JobSpec step) {
        return new JobEdit(
                step.priority() == whole.priority() ? priority : 0,
                step.labels().equals(whole.labels()) ? labels : Texts.NONE,
                step.metadata().equals(whole.metadata()) ? metadata : Texts.NONE,
                resultTtlMillis);
    }

    /** The same without the priority: of use for a job that has ended. */
    public JobEdit withoutPriority() {
        return new JobEdit(0, labels, metadata, resultTtlMillis);
    }

    /** What is different then, in words; empty where nothing is. */
    String difference(JobSpec before) {
        JobSpec after = of(before);
        StringBuilder text = new StringBuilder();
        if (after.priority() != before.priority()) {
            text.append("priority ").append(before.priority()).append(" to ");
            text.append(after.priority()).append(", ");
        }
        if (!after.labels().equals(before.labels())) {
            text.append("labels, ");
        }
        if (!after.metadata().equals(before.metadata())) {
            text.append("metadata, ");
        }
        if (after.resultTtlMillis() != before.resultTtlMillis()) {
            text.append("resultTtl, ");
        }
        return text.toString();
    }
}
