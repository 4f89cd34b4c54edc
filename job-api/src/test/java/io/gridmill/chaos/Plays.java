package io.gridmill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rounds that are more than a fault under load. */
final class Plays {
    private static final int KEYS = 200;
    private static final int SENDERS = 8;
    private static final int STORM = 5;
    private static final List<Integer> ALL = List.of(1, 2, 3);

    private Plays() {}

    /**
     * 200 submissions to one node, which is killed right after its last answer; then all again, elsewhere: the
     * same 200 jobs.
     */
    static void acceptorKilled(Stage stage) throws IOException, InterruptedException {
        GridProcess acceptor = stage.grid().node(1 + stage.random().nextInt(3));
        Map<String, String> first = submitAll(stage, acceptor);
        acceptor.kill();
        List<GridProcess> others = new ArrayList<>(stage.grid().nodes());
        others.remove(acceptor);
        stage.say("node " + acceptor.number() + " killed after " + first.size() + " answers");
        Load again = new Load(others, stage.keys());
        for (int i = 0; i < KEYS; i++) {
            again.submit(key(stage, i), job(i), i);
        }
        acceptor.start();
        stage.awaitBack(List.of(acceptor.number()));
        Map<String, String> second = new HashMap<>();
        again.acknowledged().forEach(one -> second.put(one.key(), one.id()));
        if (first.size() != KEYS || !first.equals(second)) {
            stage.findings().doubled("the " + KEYS + " keys have not the same jobs as before");
        }
        stage.compare(again);
        stage.findings()
                .notes
                .add(Set.copyOf(second.values()).size() + " jobs of " + KEYS + " keys");
    }

    private static String key(Stage stage, int i) {
        return stage.keys() + "-" + i;
    }

    private static KnownJob job(int i) {
        return KnownJob.counted(5, i % 4 * 5);
    }

    private static Map<String, String> submitAll(Stage stage, GridProcess acceptor)
            throws InterruptedException {
        Map<String, String> ids = new ConcurrentHashMap<>();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int from = sender;
            senders.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = from; i < KEYS; i += SENDERS) {
                                            Load one = new Load(List.of(acceptor), stage.keys());
                                            one.submit(key(stage, i), job(i), 0);
                                            one.acknowledged()
                                                    .forEach(a -> ids.put(a.key(), a.id()));
                                        }
                                    }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return ids;
    }

    /** Two of three are killed: the one that is left refuses, then all go on. */
    static void majorityKilled(Stage stage) throws IOException, InterruptedException {
        Load load = new Load(stage.grid().nodes(), stage.keys()).start();
        load.awaitMore(8);
        Fault fault = new Fault.Kill(List.of(1, 2), Duration.ZERO);
        fault.begin(stage.grid());
        stage.mustRefuse(3, Set.of("below-quorum"));
        fault.end(stage.grid());
        finish(stage, load, fault.restarted());
    }

    /** No machine hears another: all refuse, then all go on. */
    static void majorityCut(Stage stage) throws IOException, InterruptedException {
        Load load = new Load(stage.grid().nodes(), stage.keys()).start();
        load.awaitMore(8);
        List<Fault.Link> links = new ArrayList<>(Fault.Link.around(1, 3));
        links.addAll(Fault.Link.between(2, 3));
        Fault fault = new Fault.Cut("all from all", links, Duration.ZERO);
        fault.begin(stage.grid());
        for (int node = 1; node <= 3; node++) {
            stage.mustRefuse(node, Set.of("below-quorum"));
        }
        fault.end(stage.grid());
        finish(stage, load, fault.restarted());
    }

    private static void finish(Stage stage, Load load, List<Integer> restarted)
            throws IOException, InterruptedException {
        stage.awaitBack(restarted);
        load.awaitMore(6);
        load.stop();
        stage.compare(load);
    }

    /** A task that takes all memory ends three nodes, is then given up, and nothing else is harmed. */
    static void memoryTask(Stage stage) throws IOException, InterruptedException {
        Load load = new Load(stage.grid().nodes(), stage.keys()).start();
        load.awaitMore(8);
        KnownJob bad =
                new KnownJob(Api.JSON.createObjectNode().put("type", "takes-all-memory"), "");
        Load once = new Load(stage.grid().nodes(), stage.keys());
        once.submit(stage.keys() + "-poison", bad, 0);
        String id = once.acknowledged().getFirst().id();
        int ends = 0;
        long begun = System.nanoTime();
        while (!ended(stage, id) && System.nanoTime() - begun < 120_000_000_000L) {
            for (GridProcess node : stage.grid().nodes()) {
                if (!node.alive()) {
                    ends++;
                    stage.say("node " + node.number() + " ran out of memory");
                    node.start();
                }
            }
            Pause.millis(100);
        }
        stage.findings().notes.add(ends + " nodes ended by the task");
        for (GridProcess node : stage.grid().nodes()) {
            if (!node.alive()) {
                node.start();
            }
        }
        finish(stage, load, ALL);
        JsonNode job = stage.grid().node(1).api().get("/api/v1/jobs/" + id).json();
        if (!job.path("error").path("code").asText().equals("poison")) {
            stage.findings().wrong.add("the job that ends nodes is " + job.path("state") + job);
        }
    }

    private static boolean ended(Stage stage, String id) {
        for (GridProcess node : stage.grid().nodes()) {
            try {
                Api.Answer answer = node.api().get("/api/v1/jobs/" + id, Duration.ofSeconds(2));
                if (answer.good()) {
                    return answer.json().path("state").asText().equals("FAILED");
                }
            } catch (IOException _) {
                // Another may answer.
            }
        }
        return false;
    }

    /** Nodes die and come back, one after another, as soon as every record has its copies again. */
    static void restartStorm(Stage stage) throws IOException, InterruptedException {
        Load load = new Load(stage.grid().nodes(), stage.keys()).start();
        load.awaitMore(8);
        for (int i = 0; i < STORM; i++) {
            int node = 1 + stage.random().nextInt(stage.grid().nodes().size());
            stage.inject(
                    new Fault.Kill(List.of(node), Duration.ofMillis(stage.random().nextInt(3000))));
        }
        finish(stage, load, List.of());
    }

    /** {@code kill -9} of everything at a random moment, and a start of everything. */
    static void killAll(Stage stage) throws IOException, InterruptedException {
        Load load = new Load(stage.grid().nodes(), stage.keys()).start();
        load.awaitMore(4);
        Pause.millis(stage.random().nextInt(2500));
        // Something that is surely in the middle: its tasks must run again.
        load.submit(stage.keys() + "-long", KnownJob.counted(600, 40), 0);
        Pause.millis(stage.random().nextInt(1500));
        stage.grid().nodes().forEach(GridProcess::killAtOnce);
        stage.grid().nodes().forEach(GridProcess::kill);
        stage.say("all killed after " + load.acknowledged().size() + " answers");
        stage.grid().nodes().forEach(GridProcess::start);
        long begun = System.nanoTime();
        while (stage.grid().nodes().stream().map(Sight::of).noneMatch(Sight::working)) {
            if (System.nanoTime() - begun > 90_000_000_000L) {
                stage.findings().wrong.add("no task ran within 90 s of the start");
                break;
            }
            Pause.millis(50);
        }
        stage.findings().running.add((System.nanoTime() - begun) / 1e9);
        finish(stage, load, ALL);
    }
}
