package io.gridmill.simulation;

import io.gridmill.job.Needs;
import io.gridmill.job.Placement;
import io.gridmill.job.Speculation;
import io.gridmill.job.Strategy;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who submits simulated jobs and where they may run: by the number of the job, so that it takes
 * nothing from the dice. Every node can run every job, but one at a time of those that need a licence.
 */
final class Placements {
    private static final String LICENCE = "licence";
    private static final Needs LICENSED = new Needs(Map.of(), Map.of(LICENCE, 1_000L));
    private static final Needs ZONE = new Needs(Map.of("zone", List.of("a", "b")), Map.of());

    /** Sooner than any sensible job, so that it happens often. */
    private static final Speculation EARLY = new Speculation(true, 1.1, 0.1, Duration.ofSeconds(1));

    /** What every simulated node is. */
    static final NodeProfile NODE =
            new NodeProfile(
                    NodeRole.HYBRID,
                    Map.of("zone", "b"),
                    List.of(SimulatedType.NAME),
                    Map.of(LICENCE, 1_000L));

    private Placements() {}

    static String user(int job) {
        return "user-" + job % 3;
    }

    /** Half of the jobs run anywhere, as most do; slow tasks of two in three may run twice. */
    static Placement placement(int job) {
        Speculation speculation = job % 3 == 0 ? Speculation.OFF : EARLY;
        if (job % 2 == 0) {
            return new Placement(Strategy.LEAST_BUSY, Needs.NONE, speculation);
        }
        Strategy[] all = Strategy.values();
        Needs needs = job % 5 == 0 ? LICENSED : job % 3 == 0 ? ZONE : Needs.NONE;
        return new Placement(all[job / 2 % all.length], needs, speculation);
    }
}
