package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.gridmill.report.ClusterStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Figures for Prometheus: this process's own, and the grid's totals as it knows them. */
@Controller("/prometheus")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
    private static final MediaType TEXT = MediaType.of("text/plain; version=0.0.4; charset=utf-8");

    private final GridOperations grid;
    private final PrometheusMeterRegistry registry;
    private volatile @Nullable ClusterStatus latest;

    MetricsController(GridOperations grid, PrometheusMeterRegistry registry) {
        this.grid = grid;
        this.registry = registry;
        gauge("gridmill.nodes", "Members of the grid", ClusterStatus::nodes);
        gauge("gridmill.slots", "Slots of all nodes", ClusterStatus::slots);
        gauge("gridmill.slots.busy", "Slots that run a task", ClusterStatus::busy);
        gauge("gridmill.tasks.waiting", "Tasks that wait", ClusterStatus::waiting);
        gauge("gridmill.tasks.running", "Tasks that run", ClusterStatus::running);
        gauge("gridmill.tasks.done", "Tasks ended on present nodes", ClusterStatus::tasksDone);
        gauge("gridmill.tasks.rate", "Tasks ended a second", ClusterStatus::tasksPerSecond);
        gauge("gridmill.jobs.live", "Jobs that have not ended", ClusterStatus::liveJobs);
        gauge("gridmill.backups", "Copies beside the first", ClusterStatus::backups);
        gauge("gridmill.safe", "1 when all backups are in place", c -> c.safe() ? 1 : 0);
    }

    /** Asks the grid once, so that all its figures in one answer are of one moment. */
    @Get
    HttpResponse<String> scrape(HttpRequest<?> request) {
        latest = grid.cluster();
        return HttpResponse.ok(registry.scrape()).contentType(TEXT);
    }

    private void gauge(String name, String meaning, ToDoubleFunction<ClusterStatus> figure) {
        Gauge.builder(name, () -> value(figure)).description(meaning).register(registry);
    }

    private double value(ToDoubleFunction<ClusterStatus> figure) {
        ClusterStatus status = latest;
        return status == null ? Double.NaN : figure.applyAsDouble(status);
    }
}
