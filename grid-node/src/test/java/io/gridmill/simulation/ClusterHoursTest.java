package io.gridmill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Hours of grids, a seed each: 3 or 4 nodes for a virtual hour under all kinds of jobs and all
 * faults; in one of four hours some of the nodes are workers and schedulers. {@code
 * -Dgridmill.simulation.hours=1000} runs more of them, {@code -Dgridmill.simulation.first=} others.
 */
class ClusterHoursTest {
    private static final int HOURS = Integer.getInteger("gridmill.simulation.hours", 10);
    private static final long FIRST = Long.getLong("gridmill.simulation.first", 1_000_000);
    private static final long HOUR_MILLIS = 3_600_000;

    /** One job at a time of at most 60 tasks, most of which take at most 30 seconds. */
    private static final Load LOAD =
            new Load(1, Integer.MAX_VALUE, 60, false, 30_000, true)
                    .with(EnumSet.allOf(Load.Kind.class));

    private static final int MOST_TOLD = 5;

    private final Map<String, Long> seen = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    @Test
    void clusterHoursWithoutViolation() {
        long begun = System.nanoTime();
        long busy = LongStream.range(FIRST, FIRST + HOURS).parallel().map(this::hour).sum();
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        seen.replaceAll((_, sum) -> sum / HOURS);
        System.out.printf(
                "%d cluster-hours in %d s; in each on average %s%n", HOURS, seconds, seen);
        assertThat(broken).as("hours with a violation, the first of them").isEmpty();
        assertThat(busy).isEqualTo(HOURS * HOUR_MILLIS);
    }

    /** What is said of a seed by a failing run; nodes and seed are all that differs. */
    private static Settings settings(long seed) {
        Settings hybrid =
                new Settings(
                        seed,
                        3 + (int) Math.floorMod(seed, 2L),
                        2,
                        2,
                        Settings.PARTITIONS,
                        HOUR_MILLIS,
                        EnumSet.allOf(Fault.class),
                        LOAD);
        return Math.floorMod(seed, 4L) == 3 ? hybrid.withRoles() : hybrid;
    }

    private long hour(long seed) {
        Settings settings = settings(seed);
        Outcome outcome = Simulation.run(settings);
        String again = "./check --hours 1 " + seed;
        synchronized (seen) {
            if (outcome.violation() != null && broken.size() < MOST_TOLD) {
                broken.add(Lives.told(settings, outcome, again));
            }
            outcome.figures().forEach((name, count) -> seen.merge(name, count, Long::sum));
            long faults = outcome.faults().values().stream().mapToLong(n -> n).sum();
            seen.merge("faults", faults, Long::sum);
        }
        return outcome.busyMillis();
    }
}
