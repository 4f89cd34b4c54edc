package io.gridmill.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that submit jobs of known answers to changing nodes and do what the documentation says: after 503 or
 * no answer, repeat with the same key, elsewhere. What was acknowledged is noted here, outside the grid.
 */
final class Load {
    private static final int CLIENTS = 2;
    private static final long PACE_MILLIS = 150;
    private static final long AGAIN_MILLIS = 200;

    private final List<GridProcess> nodes;
    private final String name;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Map<Acknowledged, Boolean> seenEarly = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Load(List<GridProcess> nodes, String name) {
        this.nodes = nodes;
        this.name = name;
    }

    /** Begins to submit, until {@link #stop}. */
    Load start() {
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofPlatform().name("chaos-client").start(this::submitOn));
        }
        threads.add(Thread.ofPlatform().name("chaos-witness").start(this::lookOn));
        return this;
    }

    /** Waits for so many more acknowledgements. */
    void awaitMore(int count) {
        int wanted = acknowledged.size() + count;
        for (int waited = 0; acknowledged.size() < wanted; waited++) {
            if (waited > 1200) {
                throw new IllegalStateException("No " + count + " more answers in a minute");
            }
            Pause.millis(50);
        }
    }

    /** Ends; what is under way is repeated until it is acknowledged. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What must not happen, in words: a key with two jobs, an answer of neither kind. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Jobs whose answer was fetched while the fault went on, and whether it was right. */
    Map<Acknowledged, Boolean> seenEarly() {
        return Map.copyOf(seenEarly);
    }

    private void submitOn() {
        while (!stopped) {
            int number = next.getAndIncrement();
            submit(name + "-" + number, KnownJob.mixed(number), number);
            Pause.millis(PACE_MILLIS);
        }
    }

    /** Submits until it is acknowledged, which it must be within two minutes. */
    void submit(String key, KnownJob job, int first) {
        String body = body(key, job);
        long begun = System.nanoTime();
        String last = "";
        for (int attempt = 0; System.nanoTime() - begun < 120_000_000_000L; attempt++) {
            GridProcess node = nodes.get((first + attempt) % nodes.size());
            try {
                Api.Answer answer = node.api().post("/api/v1/jobs", body, key);
                if (answer.good()) {
                    String id = answer.json().path("id").asText();
                    long waited = (System.nanoTime() - begun) / 1_000_000;
                    acknowledged.add(new Acknowledged(key, id, node.number(), waited, job));
                    return;
                }
                last = answer.toString();
                if (answer.status() != 503 && answer.status() != 507 && answer.status() != 429) {
                    surprises.add("submission " + key + " at node " + node.number() + ": " + last);
                }
            } catch (IOException e) {
                last = e.toString();
            }
            Pause.millis(AGAIN_MILLIS);
        }
        surprises.add("submission " + key + " had no answer for two minutes, last: " + last);
    }

    static String body(String key, KnownJob job) {
        ObjectNode request = job.request().deepCopy();
        request.putObject("metadata").put("chaos", key);
        return request.toString();
    }

    /** Fetches answers as soon as some node says that there is one: later it must be the same. */
    private void lookOn() {
        int at = 0;
        while (!stopped) {
            List<Acknowledged> known = acknowledged();
            if (at < known.size()) {
                look(known.get(at), nodes.get(at % nodes.size()));
                at++;
            }
            Pause.millis(PACE_MILLIS);
        }
    }

    private void look(Acknowledged one, GridProcess node) {
        try {
            Api.Answer job = node.api().get("/api/v1/jobs/" + one.id() + "?wait=1s");
            if (job.good() && job.json().path("state").asText().equals("SUCCEEDED")) {
                Api.Answer result = node.api().get("/api/v1/jobs/" + one.id() + "/result");
                if (result.good()) {
                    seenEarly.put(one, one.job().answeredBy(result.body()));
                }
            }
        } catch (IOException _) {
            // No answer says nothing; the comparison at the end asks again.
        }
    }
}
