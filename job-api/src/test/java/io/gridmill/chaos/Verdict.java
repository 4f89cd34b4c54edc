package io.gridmill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was acknowledged with what the healed grid holds: each job is there (else lost), has ended in time
 * (else stuck) and well with the right answer (else differing), every task has exactly one accepted attempt
 * and every key one job (else doubled).
 */
final class Verdict {
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final int TRIES = 50;
    private static final int THREADS = 4;

    private final List<GridProcess> nodes;
    private final Findings findings;
    private final long deadline = System.nanoTime() + PATIENCE_NANOS;
    private final AtomicInteger turn = new AtomicInteger();

    Verdict(List<GridProcess> nodes, Findings findings) {
        this.nodes = nodes;
        this.findings = findings;
    }

    void compare(List<Acknowledged> all, String keys) throws IOException {
        findings.acknowledged += all.size();
        for (Acknowledged one : all) {
            findings.longestWait = Math.max(findings.longestWait, one.waitMillis() / 1000.0);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            all.forEach(one -> threads.execute(() -> compareOrSay(one)));
        }
        compareKeys(all, keys);
    }

    /** What was seen during the fault must have been right already. */
    void compareEarly(Map<Acknowledged, Boolean> seen) {
        seen.forEach(
                (one, right) -> {
                    if (!right) {
                        findings.differing(one.id() + " had another answer during the fault");
                    }
                });
    }

    private void compareOrSay(Acknowledged one) {
        try {
            compare(one);
        } catch (IOException | RuntimeException e) {
            findings.wrong.add(about(one) + " cannot be looked at: " + e);
        }
    }

    private void compare(Acknowledged one) throws IOException {
        JsonNode job = end(one);
        if (job == null) {
            return;
        }
        String state = job.path("state").asText();
        if (!state.equals("SUCCEEDED")) {
            findings.differing(about(one) + " ended " + state + ": " + job.path("error"));
            return;
        }
        Api.Answer result = ask("/api/v1/jobs/" + one.id() + "/result");
        if (!result.good() || !one.job().answeredBy(result.body())) {
            String text = result.toString();
            findings.differing(
                    about(one) + " answers " + text.substring(0, Math.min(200, text.length())));
        }
        compareTasks(one, job.path("tasks"));
    }

    private @Nullable JsonNode end(Acknowledged one) throws IOException {
        while (true) {
            Api.Answer answer = ask("/api/v1/jobs/" + one.id() + "?wait=5s");
            if (answer.status() == 404) {
                findings.lost(about(one) + " is not known any more");
                return null;
            }
            JsonNode job = answer.json();
            if (Set.of("SUCCEEDED", "FAILED", "CANCELLED").contains(job.path("state").asText())) {
                return job;
            }
            if (System.nanoTime() > deadline) {
                Api.Answer why = ask("/api/v1/jobs/" + one.id() + "/explain");
                findings.stuck(
                        about(one) + " " + job.path("state") + " " + job.path("tasks") + " " + why);
                return null;
            }
        }
    }

    private static String about(Acknowledged one) {
        return one.key() + " = " + one.id() + " (" + one.job().request().path("type") + ")";
    }

    private void compareTasks(Acknowledged one, JsonNode counts) throws IOException {
        long tasks = 0;
        String cursor = "";
        do {
            JsonNode page =
                    ask("/api/v1/jobs/" + one.id() + "/tasks?limit=500" + with(cursor)).json();
            for (JsonNode task : page.path("items")) {
                tasks++;
                int accepted = 0;
                for (JsonNode attempt : task.path("attempts")) {
                    accepted += attempt.path("outcome").asText().equals("SUCCEEDED") ? 1 : 0;
                }
                if (accepted != 1) {
                    findings.doubled(
                            about(one)
                                    + " task "
                                    + task.path("number")
                                    + " has "
                                    + accepted
                                    + " accepted attempts");
                }
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        if (tasks != counts.path("total").asLong() || tasks != counts.path("succeeded").asLong()) {
            findings.wrong.add(about(one) + " has " + tasks + " tasks and counts " + counts);
        }
    }

    /** Every key has one job, the acknowledged one. */
    private void compareKeys(List<Acknowledged> all, String keys) throws IOException {
        Map<String, Set<String>> ids = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = ask("/api/v1/jobs?limit=500" + with(cursor)).json();
            for (JsonNode job : page.path("items")) {
                String key = job.path("metadata").path("chaos").asText();
                if (key.startsWith(keys + "-")) {
                    ids.computeIfAbsent(key, _ -> new TreeSet<>()).add(job.path("id").asText());
                }
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        for (Acknowledged one : all) {
            ids.computeIfAbsent(one.key(), _ -> new TreeSet<>()).add(one.id());
        }
        ids.forEach(
                (key, jobs) -> {
                    if (jobs.size() > 1) {
                        findings.doubled("key " + key + " has jobs " + jobs);
                    }
                });
    }

    private static String with(String cursor) {
        return cursor.isEmpty()
                ? ""
                : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    /** Asks the nodes in turn; a healed grid must answer within some seconds. */
    private Api.Answer ask(String path) throws IOException {
        IOException last = new IOException("never asked");
        for (int i = 0; i < TRIES; i++) {
            GridProcess node = nodes.get(turn.getAndIncrement() % nodes.size());
            try {
                Api.Answer answer = node.api().get(path);
                if (answer.status() != 503) {
                    return answer;
                }
                last = new IOException(answer.toString());
            } catch (IOException e) {
                last = e;
            }
            Pause.millis(200);
        }
        throw last;
    }
}
