package io.gridmill.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** JSON answers. */
final class Answers {
    private Answers() {}

    static MutableHttpResponse<byte[]> json(Object value) {
        return json(HttpStatus.OK, value);
    }

    static MutableHttpResponse<byte[]> json(HttpStatus status, Object value) {
        return HttpResponse.<byte[]>status(status)
                .body(Json.bytes(value))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
