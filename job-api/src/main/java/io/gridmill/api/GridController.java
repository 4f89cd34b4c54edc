package io.gridmill.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.NearestName;
import io.gridmill.node.GridOperations;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.Page;
import io.gridmill.report.TypeDescription;
import io.gridmill.task.TaskType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** The grid itself: what it can do, who is in it, how it is doing. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GridController {
    private final GridOperations grid;

    GridController(GridOperations grid) {
        this.grid = grid;
    }

    @Get("/types")
    HttpResponse<?> types(HttpRequest<?> request) {
        Query.none(request);
        List<TypeDescription> items = grid.types().all().stream().map(TypeDescription::of).toList();
        return Answers.json(new Page<>(items, null));
    }

    @Get("/types/{name}")
    HttpResponse<?> type(HttpRequest<?> request, String name) {
        Query.none(request);
        TaskType<?, ?, ?> type = grid.types().find(name).orElseThrow(() -> noSuchType(name));
        return Answers.json(TypeDescription.of(type));
    }

    @Get("/cluster")
    HttpResponse<?> cluster(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(grid.cluster());
    }

    @Get("/metrics/summary")
    HttpResponse<?> summary(HttpRequest<?> request) {
        Query.none(request);
        ClusterStatus cluster = grid.cluster();
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("tasksPerSecond", cluster.tasksPerSecond());
        summary.put("waiting", cluster.waiting());
        summary.put("running", cluster.running());
        for (NodeStatus node : grid.nodes()) {
            ObjectNode entry = summary.withArray("nodes").addObject();
            entry.put("id", node.id()).put("name", node.name());
            entry.put("cpu", node.cpu()).put("memory", node.memory()).put("load", node.load());
            entry.put("slots", node.slots()).put("busy", node.busy());
            entry.put("state", node.state().name());
            if (node.reason() != null) {
                entry.put("reason", node.reason());
            }
        }
        return Answers.json(summary);
    }

    private GridException noSuchType(String name) {
        List<String> names = grid.types().all().stream().map(t -> t.name()).toList();
        String hint =
                NearestName.of(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; GET /api/v1/types lists all");
        return new GridException(ErrorCode.NO_SUCH_TYPE, "No node knows this task type" + hint);
    }
}
