package io.gridmill.cli.bench;

import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What can be measured. */
public final class Benchmarks {
    private static final int WARM_UP_ROUNDS = 4;
    private static final int LATENCY_JOBS = 500;
    private static final int LATENCY_WARM_UP = 100;
    private static final int FANOUT_TASKS = 10_000;
    private static final int FANOUT_ROUNDS = 20;
    private static final int MEDIUM_TASKS = 2_000;
    private static final int MEDIUM_MILLIS = 10;

    /** The share of the tasks after which a node is killed. */
    private static final double KILL_AT = 0.3;

    private final BenchGrid bench;
    private final Consumer<String> progress;

    /**
     * On a grid that is ready.
     *
     * @param progress told what happens
     */
    public Benchmarks(BenchGrid bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    /** Empty tasks per second, in turns with the reference so that both meet the same machine. */
    public Measurement noop(int tasks, int rounds) throws InterruptedException {
        HazelcastReference hazelcast = HazelcastReference.ofThisProcess();
        List<Double> rates = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            double rate = tasks / (bench.time(tasks, 0) / 1e9);
            double reference = hazelcast.run(tasks);
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "noop %s: %,.0f tasks/s, reference %,.0f",
                            round < 0 ? "warm-up" : "round " + (round + 1),
                            rate,
                            reference));
            if (round >= 0) {
                rates.add(rate);
                references.add(reference);
            }
        }
        return Measurement.ofRates(
                "noop",
                "tasks/s",
                bench.nodes(),
                new Samples(rates),
                new Measurement.Reference(
                        HazelcastReference.NAME, new Samples(references).median()));
    }

    /** Milliseconds from submission to the end of a job of one empty task, one after another. */
    public Measurement latency() throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int job = -LATENCY_WARM_UP; job < LATENCY_JOBS; job++) {
            double took = bench.time(1, 0) / 1e6;
            if (job >= 0) {
                millis.add(took);
            }
        }
        progress.accept("latency: " + LATENCY_JOBS + " jobs done");
        return Measurement.ofTimes("latency", "ms", bench.nodes(), new Samples(millis), null);
    }

    /** Milliseconds from submission to the end of a job of 10,000 empty tasks, with its answer. */
    public Measurement fanout() throws InterruptedException {
        HazelcastReference hazelcast = HazelcastReference.ofThisProcess();
        List<Double> millis = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        for (int round = -FANOUT_ROUNDS; round < FANOUT_ROUNDS; round++) {
            double took = bench.time(FANOUT_TASKS, 0) / 1e6;
            double reference = FANOUT_TASKS / hazelcast.run(FANOUT_TASKS) * 1e3;
            if (round >= 0) {
                millis.add(took);
                references.add(reference);
            }
        }
        progress.accept("fanout: " + FANOUT_ROUNDS + " jobs done");
        return Measurement.ofTimes(
                "fanout",
                "ms",
                bench.nodes(),
                new Samples(millis),
                new Measurement.Reference(
                        HazelcastReference.NAME, new Samples(references).median()));
    }

    /** Share of the ideal that tasks of 10 ms reach: how much of the slots' time is theirs. */
    public Measurement medium(int rounds) throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        double ideal = ideal(bench.slots());
        for (int round = -1; round < rounds; round++) {
            double took = bench.time(MEDIUM_TASKS, MEDIUM_MILLIS) / 1e9;
            progress.accept(
                    String.format(Locale.ROOT, "medium: %.2f s, ideal %.2f s", took, ideal));
            if (round >= 0) {
                shares.add(ideal / took);
            }
        }
        return Measurement.ofRates("medium", "of ideal", bench.nodes(), new Samples(shares), null);
    }

    /** Seconds by which a job ends later, when a node is killed in its middle, than without it. */
    public Measurement recovery() throws InterruptedException {
        bench.time(MEDIUM_TASKS, MEDIUM_MILLIS);
        NodeStatus victim =
                bench.grid().nodes().stream()
                        .filter(node -> !node.self())
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("There is no node to kill"));
        double ideal = ideal(bench.slots() - victim.slots());
        long begun = System.nanoTime();
        JobStatus job = bench.submit(MEDIUM_TASKS, MEDIUM_MILLIS);
        while (bench.grid().job(job.id()).tasks().ended() < KILL_AT * MEDIUM_TASKS) {
            Thread.sleep(5);
        }
        bench.kill().accept(victim.name());
        progress.accept("recovery: " + victim.name() + " killed");
        bench.finish(job.id());
        double took = (System.nanoTime() - begun) / 1e9;
        progress.accept(String.format(Locale.ROOT, "recovery: %.2f s, ideal %.2f s", took, ideal));
        return Measurement.ofTimes(
                "recovery",
                "s over ideal",
                bench.nodes(),
                new Samples(List.of(took - ideal)),
                null);
    }

    private static double ideal(int slots) {
        return MEDIUM_TASKS * MEDIUM_MILLIS / 1000.0 / slots;
    }
}
