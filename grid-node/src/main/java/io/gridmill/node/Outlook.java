package io.gridmill.node;

import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.cluster.Engine;
import io.gridmill.explain.Forecast;
import io.gridmill.explain.Reason;
import io.gridmill.job.Dependency;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a job that was just accepted will wait, by what this node knows in memory. Thread-safe. */
final class Outlook {
    private final Engine engine;
    private final NodeFits fits;

    Outlook(Engine engine, NodeFits fits) {
        this.engine = engine;
        this.fits = fits;
    }

    /**
     * The reasons.
     *
     * @param seen states of jobs that were read for its admission; others are read now
     */
    List<Reason> of(JobRecord job, Map<String, JobState> seen) {
        Map<String, @Nullable JobState> states = new HashMap<>(seen);
        if (job.state() == JobState.PENDING) {
            for (Dependency dependency : job.spec().conditions().dependsOn()) {
                states.computeIfAbsent(dependency.job(), this::state);
            }
        }
        return Forecast.of(job, states, parts(job.spec()), engine.ledger().now());
    }

    private @Nullable JobState state(String id) {
        JobRecord job = engine.ledger().job(id);
        return job == null ? null : job.state();
    }

    private List<Forecast.Part> parts(JobSpec spec) {
        JobGraph graph = spec.graph();
        if (graph == null) {
            return List.of(new Forecast.Part(List.of(), fits.of(demand(spec))));
        }
        Map<Demand, List<String>> steps = new LinkedHashMap<>();
        for (JobGraph.Step step : graph.steps()) {
            steps.computeIfAbsent(demand(step.spec()), _ -> new ArrayList<>()).add(step.name());
        }
        return steps.entrySet().stream()
                .map(part -> new Forecast.Part(part.getValue(), fits.of(part.getKey())))
                .toList();
    }

    static Demand demand(JobSpec spec) {
        return new Demand(spec.type(), spec.placement().needs());
    }
}
