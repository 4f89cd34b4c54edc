package io.gridmill.node;

import io.gridmill.durable.StoreSettings;
import io.gridmill.job.FailurePolicy;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A node in a process of its own that does what it is told on standard input, a line each, so that a
 * test can kill it for real: {@code submit PARAMETERS}, {@code succeeded ID}, {@code driver ID},
 * {@code end ID}, {@code attempts ID}, {@code nodes}.
 */
final class NodeProcess {
    private NodeProcess() {}

    /**
     * Arguments: name, cluster, own port, directory, addresses of all members, and a SQLite file where
     * it has a store.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> members = List.of(args[4].split(","));
        GridConfig.Cluster cluster =
                new GridConfig.Cluster(
                        true,
                        args[1],
                        "127.0.0.1",
                        Integer.parseInt(args[2]),
                        members,
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5));
        GridConfig config =
                TestGrid.quiet()
                        .withNodeName(args[0])
                        .withSlots(1)
                        .withData(Path.of(args[3]))
                        .withCluster(cluster);
        if (args.length > 5) {
            config = config.withStore(StoreSettings.sqlite(Path.of(args[5])));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (GridNode node = GridNode.start(config, TestGrid.types(new Moody()));
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (node.cluster().store().recovering()) {
                Thread.onSpinWait();
            }
            out.println("> ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                String verb = space < 0 ? line : line.substring(0, space);
                out.println("> " + answer(node, verb, line.substring(space + 1)));
            }
        }
    }

    private static String answer(GridNode node, String verb, String rest)
            throws InterruptedException {
        return switch (verb) {
            case "submit" -> node.submit(TestGrid.request("noop", rest), "tester", null).job().id();
            case "slots" -> {
                node.slots(Integer.parseInt(rest));
                yield "done";
            }
            case "ended" -> Boolean.toString(ended(node, rest));
            case "moody" -> moody(node, rest);
            case "failed" -> failed(node, rest);
            case "succeeded" -> Long.toString(node.job(rest).tasks().succeeded());
            case "going" -> Boolean.toString(going(node, rest));
            case "driver" ->
                    node.job(rest).events().stream()
                            .filter(event -> event.what().equals("driven"))
                            .reduce((_, last) -> last)
                            .map(event -> event.detail() + "")
                            .orElse("nobody");
            case "end" -> end(node.awaitEnd(rest, Duration.ofMinutes(2)));
            case "attempts" -> attempts(node, rest);
            case "nodes" -> Integer.toString(node.cluster().nodes());
            default -> "unknown: " + verb;
        };
    }

    /** Whether tasks of a job run, or it has ended; not while it is loaded from a store. */
    private static boolean going(GridNode node, String id) {
        try {
            JobStatus job = node.job(id);
            return job.tasks().running() > 0 || job.state().ended();
        } catch (GridException e) {
            return false;
        }
    }

    /** Whether a job has ended; not as far as is known while the others die. */
    private static boolean ended(GridNode node, String id) {
        try {
            return node.job(id).state().ended();
        } catch (GridException e) {
            return false;
        }
    }

    /** A job that goes on without what fails. */
    private static String moody(GridNode node, String parameters) {
        JobRequest request =
                TestGrid.request("moody", parameters)
                        .with(change -> change.failurePolicy(new FailurePolicy.Continue()));
        return node.submit(request, "tester", null).job().id();
    }

    /** Each failed task's number, and the code of its last attempt. */
    private static String failed(GridNode node, String id) {
        return node.tasks(id, TaskState.FAILED, null, 1000).items().stream()
                .map(task -> task.number() + " " + task.attempts().getLast().code())
                .toList()
                .toString();
    }

    private static String end(JobStatus job) {
        return job.state()
                + " succeeded="
                + job.tasks().succeeded()
                + " lost="
                + job.statistics().lost()
                + " retried="
                + job.statistics().retried();
    }

    /** Tasks that have exactly one accepted attempt, and how many attempts are LOST. */
    private static String attempts(GridNode node, String id) {
        long once = 0;
        long lost = 0;
        String cursor = null;
        do {
            var page = node.tasks(id, null, cursor, 1000);
            for (TaskStatus task : page.items()) {
                long accepted = count(task, "SUCCEEDED");
                once += accepted == 1 ? 1 : 0;
                lost += count(task, "LOST");
            }
            cursor = page.next();
        } while (cursor != null);
        return "once=" + once + " lost=" + lost;
    }

    private static long count(TaskStatus task, String outcome) {
        return task.attempts().stream()
                .filter(attempt -> outcome.equals(String.valueOf(attempt.outcome())))
                .count();
    }
}
