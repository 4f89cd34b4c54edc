package io.gridmill.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;

/** Entity tags: whether a client has the present version already. */
final class ETags {
    private ETags() {}

    /**
     * Whether {@code If-None-Match} names this tag; weak comparison, as RFC 9110 wants it here.
     *
     * @param etag with quotes
     */
    static boolean matches(HttpRequest<?> request, String etag) {
        List<String> headers = request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH);
        for (String header : headers) {
            for (String tag : header.split(",", -1)) {
                String plain =
                        tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
                if (plain.equals("*") || plain.equals(etag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
