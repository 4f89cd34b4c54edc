package io.gridmill.simulation;

import io.gridmill.job.Dependency.On;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobGraph.After;
import io.gridmill.job.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Graphs of a few steps at random. */
final class GraphLoad {
    static final int MOST_STEPS = 6;

    private GraphLoad() {}

    /**
     * A graph whose steps wait for earlier ones, mostly for their success.
     *
     * @param spec of the job that carries a step of a name
     */
    static JobGraph graph(World world, Function<String, JobSpec> spec) {
        int size = world.between(1, MOST_STEPS + 1);
        List<JobGraph.Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = "s" + i;
            List<After> after = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (world.chance(0.4)) {
                    On on = world.chance(0.7) ? On.SUCCESS : On.values()[world.between(0, 3)];
                    after.add(new After("s" + j, on));
                }
            }
            After input = new After("s" + (i - 1), On.SUCCESS);
            String from = after.contains(input) && world.chance(0.3) ? input.step() : null;
            steps.add(new JobGraph.Step(name, after, from, spec.apply(name)));
        }
        return new JobGraph(steps);
    }
}
