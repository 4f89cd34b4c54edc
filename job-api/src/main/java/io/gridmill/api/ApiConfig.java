package io.gridmill.api;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the API listens and what it refuses.
 *
 * @param host address to bind to; on a loopback address only local names are accepted as Host
 * @param port {@code http.port}; 0 for any free one
 * @param data {@code data}: directory in which the token and the server's address are kept
 */
public record ApiConfig(String host, int port, Path data, Limits limits) {

    /**
     * What is refused.
     *
     * @param maxJson bytes of a JSON body
     * @param bodiesInMemory bytes of the heap that JSON bodies may use at once, and what is made of
     *     them while they are worked on
     * @param maxStreams event streams open at once on this node
     * @param heartbeat silence after which an event stream sends a comment, so that proxies and
     *     readers know that it lives
     * @param bodyTime within which all of a JSON body must have come
     */
    public record Limits(
            int maxJson,
            long bodiesInMemory,
            int maxStreams,
            Duration heartbeat,
            Duration bodyTime) {

        /** 8 MiB, three eighths of the heap, 256 streams, 15 seconds, a minute. */
        public static Limits defaults() {
            return new Limits(
                    8 << 20,
                    Runtime.getRuntime().maxMemory() / 8 * 3,
                    256,
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1));
        }

        public Limits withBodyTime(Duration other) {
            return new Limits(maxJson, bodiesInMemory, maxStreams, heartbeat, other);
        }
    }

    /** Loopback, any free port, the usual limits. */
    public static ApiConfig local(Path data) {
        return new ApiConfig("127.0.0.1", 0, data, Limits.defaults());
    }

    public ApiConfig withHost(String other) {
        return new ApiConfig(other, port, data, limits);
    }

    public ApiConfig withPort(int other) {
        return new ApiConfig(host, other, data, limits);
    }

    public ApiConfig withLimits(Limits other) {
        return new ApiConfig(host, port, data, other);
    }
}
