package io.gridmill.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gridmill.node.GridOperations;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.StoreStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Health and metrics of a node that has no HTTP API, for whoever supervises it. */
final class HealthEndpoint implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    static HealthEndpoint start(GridOperations grid, int port) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.createContext("/health/liveness", exchange -> answer(exchange, 200, "UP\n"));
        server.createContext("/health/readiness", exchange -> readiness(exchange, grid));
        server.createContext("/prometheus", exchange -> answer(exchange, 200, metrics(grid)));
        server.start();
        return new HealthEndpoint(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void readiness(HttpExchange exchange, GridOperations grid) throws IOException {
        try {
            ClusterStatus cluster = grid.cluster();
            StoreStatus store = cluster.store();
            if (store.recovering() || store.trouble() != null) {
                String why =
                        store.recovering() ? "jobs are loaded from the store" : store.trouble();
                answer(exchange, 503, "DOWN, " + why + "\n");
                return;
            }
            answer(exchange, 200, "UP, " + cluster.nodes() + " nodes\n");
        } catch (RuntimeException e) {
            answer(exchange, 503, "DOWN, " + e.getMessage() + "\n");
        }
    }

    private static String metrics(GridOperations grid) {
        ClusterStatus cluster = grid.cluster();
        StringBuilder text = new StringBuilder();
        gauge(text, "gridmill_cluster_nodes", cluster.nodes());
        gauge(text, "gridmill_cluster_tasks_waiting", (double) cluster.waiting());
        gauge(text, "gridmill_cluster_safe", cluster.safe() ? 1 : 0);
        for (NodeStatus node : grid.nodes()) {
            if (node.self()) {
                gauge(text, "gridmill_node_slots", node.slots());
                gauge(text, "gridmill_node_slots_busy", node.busy());
                gauge(text, "gridmill_node_tasks_done", (double) node.tasksDone());
                gauge(text, "gridmill_node_heap_used_ratio", node.memory());
            }
        }
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, double value) {
        text.append("# TYPE ").append(name).append(" gauge\n");
        text.append(name).append(' ').append(value).append('\n');
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
