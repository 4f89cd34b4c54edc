package io.gridmill.api;

import io.gridmill.job.GridException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** The grid's own refusals. */
@Singleton
final class GridExceptionHandler implements ExceptionHandler<GridException, HttpResponse<?>> {

    @Override
    public HttpResponse<?> handle(HttpRequest request, GridException refusal) {
        return Problems.of((HttpRequest<?>) request, refusal);
    }
}
