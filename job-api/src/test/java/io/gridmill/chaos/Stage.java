package io.gridmill.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One round of a scenario on a grid that works: what may be done to it, and what is noted. */
final class Stage {
    private static final Duration WHOLE_AGAIN = Duration.ofSeconds(90);
    private static final int ENOUGH_BEFORE = 8;
    private static final int ENOUGH_AFTER = 6;

    private final ChaosGrid grid;
    private final String keys;
    private final SplittableRandom random;
    private final Findings findings = new Findings();

    Stage(ChaosGrid grid, String keys, long seed) {
        this.grid = grid;
        this.keys = keys;
        this.random = new SplittableRandom(seed);
    }

    ChaosGrid grid() {
        return grid;
    }

    SplittableRandom random() {
        return random;
    }

    Findings findings() {
        return findings;
    }

    /** Begins of the keys of this round's submissions. */
    String keys() {
        return keys;
    }

    /** Clients submit, faults come one after another, clients go on for a while, all is compared. */
    void underLoad(List<Fault> faults) throws IOException, InterruptedException {
        Load load = new Load(grid.nodes(), keys).start();
        try {
            for (Fault fault : faults) {
                load.awaitMore(ENOUGH_BEFORE);
                inject(fault);
            }
            load.awaitMore(ENOUGH_AFTER);
        } finally {
            load.stop();
        }
        compare(load);
    }

    /** A fault from begin to end, and the grid whole again. */
    void inject(Fault fault) {
        say(fault + " begins");
        try (Watch watch = new Watch(grid.nodes())) {
            fault.begin(grid);
            Pause.of(fault.lasts());
            double seconds = watch.seconds();
            if (seconds >= 0) {
                findings.detected.add(seconds);
            } else if (fault.seen()) {
                findings.notes.add(fault + " was seen by nobody in " + fault.lasts());
            }
            noteBelow(fault, watch);
            fault.end(grid);
        }
        awaitBack(fault.restarted());
    }

    /** The others go on; a starved machine may be slower than its heartbeats, so it is only noted. */
    private void noteBelow(Fault fault, Watch watch) {
        List<Integer> struck = fault.struck();
        for (int node : watch.below()) {
            if (!struck.isEmpty() && !struck.contains(node)) {
                findings.notes.add("node " + node + " decided nothing for a while: " + fault);
            }
        }
    }

    /** Waits until all see all, and notes how long that took. */
    void awaitBack(List<Integer> restarted) {
        long begun = System.nanoTime();
        List<GridProcess> lived = new ArrayList<>(grid.nodes());
        lived.removeIf(node -> restarted.contains(node.number()));
        await(begun, () -> lived.stream().allMatch(grid::seesAll), findings.back);
        await(begun, grid::whole, findings.answering);
        grid.awaitWhole(WHOLE_AGAIN);
    }

    private void await(long begun, BooleanSupplier what, List<Double> times) {
        while (!what.getAsBoolean()) {
            if (System.nanoTime() - begun > WHOLE_AGAIN.toNanos()) {
                String sights = grid.nodes().stream().map(Sight::of).toList().toString();
                throw new IllegalStateException("not whole after " + WHOLE_AGAIN + ": " + sights);
            }
            Pause.millis(50);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        times.add(seconds);
        say(String.format("all see all after %.1f s", seconds));
    }

    /** Compares what a load had acknowledged with what the grid holds. */
    void compare(Load load) throws IOException {
        findings.wrong.addAll(load.surprises());
        Verdict verdict = new Verdict(grid.nodes(), findings);
        verdict.compareEarly(load.seenEarly());
        verdict.compare(load.acknowledged(), keys);
    }

    /** Until a fault ends, a node that must decide nothing is asked to: it must say so, and keep nothing. */
    void mustRefuse(int node, Set<String> problems) {
        String body = Load.body("refused-" + keys, KnownJob.counted(1, 0));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 15_000_000_000L) {
            try {
                Api.Answer answer =
                        grid.node(node).api().post("/api/v1/jobs", body, "refused-" + keys);
                if (problems.contains(answer.problem()) && answer.status() == 503) {
                    return;
                }
                if (answer.good()) {
                    findings.wrong.add("node " + node + " accepted without a majority: " + answer);
                    return;
                }
            } catch (IOException _) {
                // Not yet seen: whoever waits for the lost nodes does not answer.
            }
            Pause.millis(200);
        }
        findings.wrong.add("node " + node + " said nothing clear for 15 s without a majority");
    }

    /** Tells who watches. */
    void say(String what) {
        ChaosSuite.say("  " + keys + ": " + what);
    }
}
