package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What the API says about itself: its OpenAPI description, the same as a page, and a page for each
 * error. The pages hold nothing secret and need no token: a browser following a link has none.
 */
@Controller
final class DocsController {
    private static final String FOLDER = "/gridmill-api/";

    private final byte[] openApi = resource("openapi.json");
    private final byte[] style = resource("docs.css");
    private final String docs;

    DocsController() {
        JsonNode description = Json.read(new ByteArrayInputStream(openApi));
        this.docs = DocsPage.of(description);
    }

    @Get("/api/v1/openapi.json")
    HttpResponse<?> openApi(HttpRequest<?> request) {
        Query.none(request);
        return ok(openApi, MediaType.APPLICATION_JSON_TYPE);
    }

    @Get("/docs")
    HttpResponse<?> docs() {
        return ok(docs, MediaType.TEXT_HTML_TYPE);
    }

    @Get("/docs/style.css")
    HttpResponse<?> style() {
        return ok(style, MediaType.of("text/css"));
    }

    @Get("/problems")
    HttpResponse<?> problems() {
        return ok(ProblemPage.all(), MediaType.TEXT_HTML_TYPE);
    }

    @Get("/problems/{code}")
    HttpResponse<?> problem(String code) {
        ErrorCode found = Problems.find(code);
        if (found == null) {
            throw new GridException(ErrorCode.NOT_FOUND, "No error has this code; see /problems");
        }
        return ok(ProblemPage.of(found), MediaType.TEXT_HTML_TYPE);
    }

    private static <T> MutableHttpResponse<T> ok(T body, MediaType type) {
        return HttpResponse.ok(body)
                .contentType(type)
                .characterEncoding("utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    private static byte[] resource(String name) {
        try (InputStream in = DocsController.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + FOLDER + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
