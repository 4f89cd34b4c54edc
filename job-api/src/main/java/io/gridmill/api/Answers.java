package io.gridmill.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.node.Submission;
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

    /** A submission: the job, and with it why it will wait, where something is known. */
    static MutableHttpResponse<byte[]> submitted(Submission submission) {
        HttpStatus status = submission.created() ? HttpStatus.ACCEPTED : HttpStatus.OK;
        ObjectNode job = (ObjectNode) Json.tree(submission.job());
        job.set("waiting", Json.tree(submission.waiting()));
        return json(status, job)
                .header(HttpHeaders.LOCATION, "/api/v1/jobs/" + submission.job().id());
    }

    static MutableHttpResponse<byte[]> json(HttpStatus status, Object value) {
        return HttpResponse.<byte[]>status(status)
                .body(Json.bytes(value))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
