package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The HTTP API of a grid, running: {@link #start} it beside a node, {@link #close} it before the
 * node. While it runs its address stands in {@code DATA/server}, and its token in {@code
 * DATA/token}, so that commands on the same machine find both.
 */
public final class ApiServer implements AutoCloseable {
    private final ApplicationContext context;
    private final AccessToken token;
    private final Path addressFile;
    private final int port;
    private final String url;

    private ApiServer(ApplicationContext context, AccessToken token, ApiConfig config, int port) {
        this.context = context;
        this.token = token;
        this.addressFile = config.data().resolve("server");
        this.port = port;
        this.url = "http://" + shown(config.host()) + ":" + port;
    }

    /**
     * Starts serving.
     *
     * @throws UncheckedIOException when the port is taken or the data directory cannot be written
     */
    public static ApiServer start(GridOperations grid, ApiConfig config) {
        try {
            AccessToken token = AccessToken.of(config.data());
            ApplicationContext context = context(grid, config, token);
            try {
                EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
                ApiServer api = new ApiServer(context, token, config, server.getPort());
                OwnerOnlyFile.write(api.addressFile, api.url + "\n");
                return api;
            } catch (RuntimeException | IOException e) {
                context.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Where it is reached, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return url;
    }

    /** The administrator's token. Show it to the person who started the server, to nobody else. */
    public String token() {
        return token.text();
    }

    @Override
    public void close() {
        if (context.isRunning()) {
            // First, so that open streams end properly while Micronaut can still say so.
            context.getBean(EventStreams.class).close();
        }
        context.close();
        try {
            // Another server may have started on the same directory; its address is not
            // ours to take.
            if (Files.exists(addressFile) && Files.readString(addressFile).strip().equals(url)) {
                Files.delete(addressFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Settings come from this class path and from here only: a variable of the surroundings that
     * happens to be a Micronaut key must not open a port or an endpoint.
     */
    static ApplicationContext context(GridOperations grid, ApiConfig config, AccessToken token) {
        ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .environmentPropertySource(false)
                        .overrideConfigLocations("classpath:gridmill-api/")
                        .properties(
                                Map.of(
                                        "micronaut.server.host",
                                        config.host(),
                                        "micronaut.server.port",
                                        config.port() == 0 ? -1 : config.port()))
                        .build();
        context.registerSingleton(GridOperations.class, grid);
        context.registerSingleton(ApiConfig.class, config);
        context.registerSingleton(AccessToken.class, token);
        return context.start();
    }

    /** An address as it stands in a URL; all addresses are reached by this machine's own. */
    private static String shown(String host) {
        return switch (host) {
            case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }
}
