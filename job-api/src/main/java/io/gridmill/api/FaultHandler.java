package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody foresaw: the log gets all of it, the client an id to ask for. */
@Singleton
final class FaultHandler implements ExceptionHandler<Exception, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

    @Override
    public HttpResponse<?> handle(HttpRequest request, Exception fault) {
        HttpRequest<?> asked = request;
        String id = RequestGate.requestId(asked);
        if (isBrokenBody(fault)) {
            // Nobody is left to read this answer; the next to ask for the log should not find a
            // fault.
            LOG.debug("Request {}: the body broke off", id);
            return Problems.of(
                    asked, new GridException(ErrorCode.BAD_REQUEST, "The body broke off"));
        }
        LOG.error("Request {} ({} {}) failed", id, asked.getMethodName(), asked.getPath(), fault);
        return Problems.of(
                asked,
                new GridException(
                        ErrorCode.INTERNAL,
                        "A fault in the grid itself; its log has the details under " + id));
    }

    private static boolean isBrokenBody(@Nullable Throwable fault) {
        return fault instanceof RequestBody.BrokenBodyException
                || (fault != null && isBrokenBody(fault.getCause()));
    }
}
