package io.gridmill.simulation;

import io.gridmill.job.Dependency.On;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepOf;
import io.gridmill.job.StepRecord;
import org.jspecify.annotations.Nullable;

/**
 * Judges jobs made of steps: (10) a step begins only when what it waits for has ended as it wants,
 * and nothing of it runs once the job that it is a step of has ended.
 */
final class GraphRules {
    private final Cluster cluster;
    private final Checker checker;

    GraphRules(Cluster cluster, Checker checker) {
        this.cluster = cluster;
        this.checker = checker;
    }

    /** A job has changed. */
    void changed(JobRecord before, JobRecord after) {
        StepOf parent = after.spec().parent();
        if (parent != null
                && before.state() == JobState.PENDING
                && after.state() == JobState.SPLITTING) {
            begins(after, parent, job(parent.job()));
        }
        JobGraph graph = after.spec().graph();
        if (graph != null && after.state().ended()) {
            ended(after, graph);
        }
    }

    private @Nullable JobRecord job(String id) {
        Copy copy = cluster.partition(id).survivor();
        return copy == null ? null : copy.jobs.get(id);
    }

    private void begins(JobRecord carrier, StepOf step, @Nullable JobRecord job) {
        JobGraph graph = job == null ? null : job.spec().graph();
        if (job == null || graph == null) {
            checker.fail(10, "a step begins whose job is gone", carrier.id(), -1);
            return;
        }
        int number = graph.indexOf(step.name());
        if (job.steps().get(number).state() == StepRecord.State.PENDING) {
            checker.fail(10, "a step begins that is not marked as begun", carrier.id(), -1);
        }
        for (JobGraph.After after : graph.steps().get(number).after()) {
            StepRecord other = job.steps().get(graph.indexOf(after.step()));
            boolean met =
                    switch (after.on()) {
                        case SUCCESS -> other.state() == StepRecord.State.SUCCEEDED;
                        case FAILURE -> other.wentWrong();
                        case ALWAYS -> other.state().ended();
                    };
            if (!met) {
                String what = "a step begins while " + after.step() + " is " + other.state();
                checker.fail(10, what, carrier.id(), -1);
            }
        }
    }

    private void ended(JobRecord job, JobGraph graph) {
        for (int i = 0; i < graph.steps().size(); i++) {
            StepRecord step = job.steps().get(i);
            String name = graph.steps().get(i).name();
            if (!step.state().ended()) {
                checker.fail(10, "ended while step " + name + " is " + step.state(), job.id(), -1);
            }
            JobRecord carrier =
                    step.generation() == 0
                            ? null
                            : job(StepIds.of(job.id(), name, step.generation()));
            if (carrier != null && carrier.progress().started() > 0 && !carrier.state().ended()) {
                checker.fail(10, "ended while step " + name + " goes on", job.id(), -1);
            }
            boolean used =
                    graph.steps().get(i).after().stream()
                            .anyMatch(
                                    after ->
                                            after.on() == On.SUCCESS
                                                    && step.state() == StepRecord.State.SUCCEEDED
                                                    && job.steps()
                                                                    .get(
                                                                            graph.indexOf(
                                                                                    after.step()))
                                                                    .state()
                                                            != StepRecord.State.SUCCEEDED);
            if (used) {
                checker.fail(10, "step " + name + " ran without what it needs", job.id(), -1);
            }
        }
    }
}
