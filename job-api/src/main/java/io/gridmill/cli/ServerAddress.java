package io.gridmill.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server and how to be let in.
 *
 * @param given whether the user named it, and not a file that a server left behind
 */
record ServerAddress(URI url, @Nullable String token, boolean given) {

    /** The server of the options, the environment or the data directory, in this order. */
    static Optional<ServerAddress> find(ServerOptions options, Map<String, String> environment)
            throws IOException {
        DataDirectory data = DataDirectory.of(options.data, environment);
        Optional<URI> left = data.server();
        String named = firstOf(options.server, environment.get("GRIDMILL_SERVER"));
        String token = firstOf(options.token, environment.get("GRIDMILL_TOKEN"));
        if (named == null && left.isEmpty()) {
            return Optional.empty();
        }
        URI url = named == null ? left.orElseThrow() : parse(named);
        if (token == null && left.filter(url::equals).isPresent()) {
            // Only for the server it belongs to: another must not learn it.
            token = data.token().orElse(null);
        }
        return Optional.of(new ServerAddress(url, token, named != null));
    }

    /** The server that is sure to be meant, or the error that there is none. */
    static ServerAddress require(ServerOptions options, Map<String, String> environment)
            throws IOException {
        return find(options, environment)
                .orElseThrow(
                        () ->
                                CommandException.noServer(
                                        "No server was named and none runs on "
                                                + DataDirectory.of(options.data, environment).root()
                                                + ". Start one with `gridmill up`, or name one with"
                                                + " --server or GRIDMILL_SERVER."));
    }

    private static URI parse(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        try {
            URI url = new URI(full.replaceAll("/+$", ""));
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Reported below, like an address without a host.
        }
        throw CommandException.usage(
                "'" + text + "' is no server address. Write it like http://127.0.0.1:8080.");
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        if (first != null) {
            return first;
        }
        return second == null || second.isEmpty() ? null : second;
    }
}
