package io.gridmill.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers with what a test laid down, in order, the last one for ever; keeps what it was asked. */
public final class FakeServer implements AutoCloseable {

    /** What came in. */
    public record Request(
            String method, String target, Map<String, List<String>> headers, String body) {
        /** The first value of a header, empty where absent. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Answer(int status, String mediaType, String body) {}

    private final HttpServer server;
    private final Map<String, CopyOnWriteArrayList<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        answer("GET /health/readiness", 200, "text/plain", "UP");
    }

    /** Its address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lays down an answer for a method and path, without the query. */
    public FakeServer answer(String call, int status, String mediaType, String body) {
        answers.computeIfAbsent(call, _ -> new CopyOnWriteArrayList<>())
                .add(new Answer(status, mediaType, body));
        return this;
    }

    /** Lays down a JSON answer. */
    public FakeServer json(String call, int status, Object body) throws IOException {
        return answer(call, status, "application/json", Wire.MAPPER.writeValueAsString(body));
    }

    /** Lays down an error. */
    public FakeServer problem(String call, int status, String code, String detail) {
        String body = "{\"type\":\"/problems/" + code + "\",\"detail\":\"" + detail + "\"}";
        return answer(call, status, "application/problem+json", body);
    }

    /** What was asked so far, without the readiness. */
    public List<Request> requests() {
        return requests.stream().filter(r -> !r.target().startsWith("/health")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            URI uri = exchange.getRequestURI();
            requests.add(
                    new Request(
                            exchange.getRequestMethod(),
                            uri.toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body));
            Answer answer = next(exchange.getRequestMethod() + " " + uri.getPath());
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer next(String call) {
        CopyOnWriteArrayList<Answer> laid = answers.get(call);
        if (laid == null) {
            return new Answer(404, "text/plain", "nothing laid down for " + call);
        }
        return laid.size() > 1 ? laid.removeFirst() : laid.getFirst();
    }
}
