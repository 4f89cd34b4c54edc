package io.gridmill.api;

import io.gridmill.job.GridException;
import io.gridmill.report.Content;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Content as an answer: streamed, in part where a part is asked for, and without a word of it where
 * the client has it already.
 */
final class ContentResponse {
    private static final Map<String, String> EXTENSIONS =
            Map.of(
                    "image/png", ".png",
                    "text/csv", ".csv",
                    "text/plain", ".txt",
                    "application/json", ".json",
                    "application/x-ndjson", ".jsonl",
                    "application/jsonl", ".jsonl",
                    "application/json-lines", ".jsonl");

    private ContentResponse() {}

    /**
     * The answer to a request for some content.
     *
     * @param name of the file that a browser would save, without extension
     */
    static HttpResponse<?> of(HttpRequest<?> request, Content content, String name)
            throws IOException {
        String etag = "\"" + content.entityTag() + "\"";
        if (ETags.matches(request, etag)) {
            return withCacheHeaders(HttpResponse.notModified(), etag);
        }
        Optional<ByteRange> range;
        try {
            range = ByteRange.of(request, content.size(), etag);
        } catch (GridException e) {
            return Problems.of(request, e)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + content.size());
        }
        ByteRange part = range.orElse(new ByteRange(0, content.size()));
        MutableHttpResponse<ContentPart> response =
                HttpResponse.status(range.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK);
        response.header(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
        range.ifPresent(r -> response.header(HttpHeaders.CONTENT_RANGE, r.header(content.size())));
        describe(response, content, etag, name);
        if (request.getMethod() != HttpMethod.HEAD) {
            response.body(
                    new ContentPart(content.open(part.first(), part.length()), part.length()));
        }
        return response;
    }

    private static void describe(
            MutableHttpResponse<?> response, Content content, String etag, String name) {
        String mediaType = content.mediaType();
        String plain = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String file = name + EXTENSIONS.getOrDefault(plain, ".bin");
        response.contentType(MediaType.of(mediaType));
        response.header(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + file + "\"");
        // Results are made by users' code: shown in a browser they must not act as this site.
        response.header("Content-Security-Policy", "sandbox; default-src 'none'");
        withCacheHeaders(response, etag);
    }

    private static <T> MutableHttpResponse<T> withCacheHeaders(
            MutableHttpResponse<T> response, String etag) {
        return response.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
