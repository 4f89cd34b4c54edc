package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A job as it is written on the command line. */
final class JobOptions {
    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Task type, see `types`.")
    @Nullable String type;

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description = "A parameter; V is read as JSON where it is valid JSON, else as text.")
    Map<String, String> param = new LinkedHashMap<>();

    @Option(
            names = "--params",
            paramLabel = "JSON|@FILE",
            description = "All parameters as a JSON object; --param wins over it.")
    @Nullable String params;

    @Option(
            names = "--input",
            paramLabel = "FILE|-",
            description = "Input data, of any size; - for standard input.")
    @Nullable String input;

    @Option(
            names = "--file",
            paramLabel = "JOB.json",
            description = "The whole job as JSON; the other options win over it.")
    @Nullable Path file;

    @Option(
            names = "--priority",
            paramLabel = "1..10",
            description = "10 first; or low (2), normal (5), high (8), critical (10).")
    @Nullable String priority;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "For the whole job, such as 30s, 10m, PT1H.")
    @Nullable String timeout;

    @Option(
            names = "--depends-on",
            paramLabel = "ID",
            description = "A job that must succeed first; may be given again.")
    List<String> dependsOn = new ArrayList<>();

    @Option(
            names = "--start-at",
            paramLabel = "TIME",
            description = "Not before this time, such as 2030-01-31T12:00:00Z.")
    @Nullable String startAt;

    @Option(
            names = "--queue-timeout",
            paramLabel = "TIME",
            description = "Fails when no task has started this long after it could.")
    @Nullable String queueTimeout;

    @Option(
            names = "--task-timeout",
            paramLabel = "TIME",
            description = "For one attempt at a task.")
    @Nullable String taskTimeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often a failed task is tried again.")
    @Nullable Integer retries;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description = "Who takes its tasks first: least-busy, round-robin, capability, local.")
    @Nullable String strategy;

    @Option(
            names = "--speculation",
            paramLabel = "true|false",
            arity = "1",
            description =
                    "Whether slow tasks may run a second time elsewhere, the first to end counts.")
    @Nullable Boolean speculation;

    @Option(
            names = "--require-label",
            paramLabel = "K=V[,V]",
            description = "Runs only on nodes with this label; of several values any will do.")
    Map<String, String> requiredLabels = new LinkedHashMap<>();

    @Option(
            names = "--require",
            paramLabel = "NAME=AMOUNT",
            description = "What each task uses up of its node, such as gpu=1 or memory=2GiB.")
    Map<String, String> requiredResources = new LinkedHashMap<>();

    @Option(
            names = "--on-failure",
            paramLabel = "POLICY",
            description =
                    "What failed tasks mean: fail-fast (default), continue, or how many are"
                            + " tolerated, such as 3 or 5%%.")
    @Nullable String failurePolicy;

    @Option(names = "--label", paramLabel = "K=V", description = "A label, to search by.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--meta", paramLabel = "K=V", description = "Free text of your own.")
    Map<String, String> metadata = new LinkedHashMap<>();

    /** The job as the API reads it, without the input. What is in range, the grid itself checks. */
    ObjectNode request() throws IOException {
        ObjectNode request =
                file == null
                        ? Wire.MAPPER.createObjectNode()
                        : ParameterValues.read("--file " + file, file);
        if (type != null) {
            request.put("type", type);
        }
        if (!request.hasNonNull("type") && !request.has("steps")) {
            throw CommandException.usage(
                    "No task type is given. `gridmill types` lists those that are known.");
        }
        if (params != null) {
            request.set("parameters", ParameterValues.object("--params", params));
        }
        param.forEach(
                (key, value) ->
                        request.withObjectProperty("parameters")
                                .set(key, ParameterValues.value(value)));
        addPolicy(request);
        addPlacement(request);
        labels.forEach((key, value) -> request.withObjectProperty("labels").put(key, value));
        metadata.forEach((key, value) -> request.withObjectProperty("metadata").put(key, value));
        return request;
    }

    private void addPlacement(ObjectNode request) {
        if (strategy != null) {
            request.put("strategy", strategy);
        }
        if (speculation != null) {
            request.put("speculation", speculation);
        }
        requiredLabels.forEach(
                (key, values) -> {
                    ArrayNode any = Wire.MAPPER.createArrayNode();
                    for (String value : values.split(",", -1)) {
                        any.add(value);
                    }
                    requirement(request, "labels").set(key, any);
                });
        requiredResources.forEach(
                (name, amount) -> requirement(request, "resources").put(name, amount));
    }

    private static ObjectNode requirement(ObjectNode request, String what) {
        return request.withObjectProperty("requires").withObjectProperty(what);
    }

    private void addPolicy(ObjectNode request) {
        if (priority != null) {
            request.set("priority", ParameterValues.value(priority));
        }
        if (timeout != null) {
            request.put("timeout", timeout);
        }
        dependsOn.forEach(id -> request.withArrayProperty("dependsOn").add(id));
        if (startAt != null) {
            request.put("startAt", startAt);
        }
        if (queueTimeout != null) {
            request.put("queueTimeout", queueTimeout);
        }
        if (taskTimeout != null) {
            request.put("taskTimeout", taskTimeout);
        }
        if (retries != null) {
            if (retries < 0) {
                throw CommandException.usage("--retries is " + retries + ", must be 0 or more.");
            }
            request.withObjectProperty("retry").put("maxAttempts", retries + 1);
        }
        if (failurePolicy != null) {
            addFailurePolicy(request, failurePolicy);
        }
    }

    private static void addFailurePolicy(ObjectNode request, String policy) {
        if (!policy.isEmpty() && Character.isDigit(policy.charAt(0))) {
            request.withObjectProperty("failurePolicy")
                    .set("tolerate", ParameterValues.value(policy));
        } else {
            request.put("failurePolicy", policy);
        }
    }
}
