package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Large inputs by the SHA-256 of their bytes. */
@Controller("/api/v1/blobs/{digest}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BlobsController {
    private final GridOperations grid;

    BlobsController(GridOperations grid) {
        this.grid = grid;
    }

    @Put
    @Consumes("*/*")
    HttpResponse<?> put(HttpRequest<?> request, String digest) throws IOException {
        Query.none(request);
        boolean known = isKnown(Ids.digest(digest));
        // What is known is read all the same: a wrong body must not be told that it is stored.
        try (InputStream body = RequestBody.stream(request)) {
            grid.putBlob(body, digest);
        }
        return Answers.json(
                        known ? HttpStatus.OK : HttpStatus.CREATED,
                        Map.of("digest", digest, "size", grid.blob(digest).size()))
                .header(HttpHeaders.LOCATION, "/api/v1/blobs/" + digest);
    }

    /** HEAD is answered by the same route, without opening the content. */
    @Get
    HttpResponse<?> get(HttpRequest<?> request, String digest) throws IOException {
        Query.none(request);
        return ContentResponse.of(request, grid.blob(Ids.digest(digest)), digest);
    }

    private boolean isKnown(String digest) {
        try {
            grid.blob(digest);
            return true;
        } catch (GridException e) {
            if (e.code() == ErrorCode.NO_SUCH_BLOB) {
                return false;
            }
            throw e;
        }
    }
}
