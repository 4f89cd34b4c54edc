package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every request passes here first: it gets an id, must name this host, and must show the token
 * where one is needed. Every response passes here last and gets the headers that keep
 * browsers honest.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestGate implements Ordered {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String ATTRIBUTE = "gridmill.request-id";
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");
    private static final Pattern PLAIN_PATH =
            Pattern.compile("/|(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/?");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9a-f:]+]|[^:\\[\\]]+)(?::\\d{1,5})?");
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self';"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action"
                    + " 'none'";

    private final AccessToken token;
    private final boolean localOnly;

    RequestGate(AccessToken token, ApiConfig config) {
        this.token = token;
        this.localOnly = isLoopback(config.host());
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** The id under which a request is found in the log. */
    static String requestId(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> takeId(request));
    }

    @RequestFilter
    @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
        takeId(request);
        GridException refusal = refusal(request);
        if (refusal == null) {
            return null;
        }
        MutableHttpResponse<byte[]> response = Problems.of(request, refusal);
        if (request.getContentLength() != 0 && request.getMethod().permitsRequestBody()) {
            // Whoever is refused shall not go on sending gigabytes that nobody reads.
            response.header(HttpHeaders.CONNECTION, "close");
        }
        finish(request, response);
        return response;
    }

    @ResponseFilter
    void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        setIfAbsent(response, REQUEST_ID, requestId(request));
        // Pages too: their files have one date in every build, so a browser would keep old ones.
        setIfAbsent(response, HttpHeaders.CACHE_CONTROL, "no-store");
        setIfAbsent(response, "X-Content-Type-Options", "nosniff");
        setIfAbsent(response, "Referrer-Policy", "no-referrer");
        setIfAbsent(response, "Content-Security-Policy", PAGE_POLICY);
        setIfAbsent(response, "Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void setIfAbsent(MutableHttpResponse<?> response, String name, String value) {
        if (!response.getHeaders().contains(name)) {
            response.header(name, value);
        }
    }

    private static String takeId(HttpRequest<?> request) {
        String given = request.getHeaders().get(REQUEST_ID);
        String id =
                given != null && SAFE_ID.matcher(given).matches()
                        ? given
                        : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private @Nullable GridException refusal(HttpRequest<?> request) {
        if (localOnly && !namesThisHost(request)) {
            // A page of another site whose name was made to point here must not reach the API.
            return new GridException(
                    ErrorCode.NOT_ALLOWED,
                    "This server answers to localhost, 127.0.0.1 and [::1] only; the Host header"
                            + " names another");
        }
        if (!needsToken(request.getPath())) {
            return null;
        }
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new GridException(
                    ErrorCode.UNAUTHENTICATED,
                    "Send the header \"Authorization: Bearer TOKEN\"; the token was printed when"
                            + " the server was started and stands in the file token of its data"
                            + " directory");
        }
        if (!token.matches(authorization.substring(7).strip())) {
            return new GridException(ErrorCode.UNAUTHENTICATED, "The token is not known");
        }
        return null;
    }

    /**
     * Only plainly spelled paths outside the API are open; anything encoded, doubled or hidden
     * needs the token, so that no spelling of a guarded path slips through.
     */
    private static boolean needsToken(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return !PLAIN_PATH.matcher(path).matches()
                || lower.startsWith("/api")
                || lower.startsWith("/prometheus");
    }

    private static boolean namesThisHost(HttpRequest<?> request) {
        List<String> hosts = request.getHeaders().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1) {
            return false;
        }
        String host = hosts.getFirst().toLowerCase(Locale.ROOT);
        Matcher parts = HOST_AND_PORT.matcher(host);
        return parts.matches() && LOCAL_NAMES.contains(parts.group(1));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("http.host " + host + " is no address", e);
        }
    }
}
