package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** What the HTTP server itself refuses (no such route, wrong method) in the form of all errors. */
@Primary
@Singleton
final class ErrorAnswers implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        int status = response.code();
        ErrorCode code = Problems.codeOf(status);
        List<FieldError> errors =
                context.getErrors().stream()
                        .filter(e -> e.getPath().isPresent())
                        .map(e -> new FieldError(e.getPath().get(), "format", e.getMessage()))
                        .toList();
        String detail =
                status >= 500
                        ? "The log has the details under the request's id"
                        : detail(request, status, context.getErrors());
        HttpResponse<byte[]> problem =
                Problems.of(request, new GridException(code, detail, errors));
        @SuppressWarnings("unchecked")
        MutableHttpResponse<byte[]> answer = (MutableHttpResponse<byte[]>) response;
        problem.getHeaders().forEachValue(answer::header);
        return answer.status(code.httpStatus()).body(problem.body());
    }

    private static String detail(HttpRequest<?> request, int status, List<Error> errors) {
        String where = request.getMethodName() + " " + request.getPath();
        return switch (status) {
            case 404 ->
                    "Nothing answers to " + where + "; GET /api/v1/openapi.json lists what does";
            default -> errors.isEmpty() ? "Refused: " + where : errors.getFirst().getMessage();
        };
    }
}
