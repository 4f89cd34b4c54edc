package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of some content that a request asks for (RFC 9110, section 14).
 *
 * @param first position of its first byte
 * @param length number of its bytes, at least 1
 */
record ByteRange(long first, long length) {
    // Several ranges in one answer are allowed to be ignored, and are.
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * The range asked for, cut at the end of the content; empty where the whole is to be sent
     * because none is asked for, it cannot be read, or the content has changed since.
     *
     * @param etag of the content, with quotes
     * @throws GridException {@code range-not-satisfiable} where it lies outside the content
     */
    static Optional<ByteRange> of(HttpRequest<?> request, long size, String etag) {
        String header = request.getHeaders().get(HttpHeaders.RANGE);
        String ifRange = request.getHeaders().get(HttpHeaders.IF_RANGE);
        if (header == null || (ifRange != null && !ifRange.strip().equals(etag))) {
            return Optional.empty();
        }
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        return matcher.group(1).isEmpty()
                ? Optional.of(lastBytes(Long.parseLong(matcher.group(2)), size))
                : between(Long.parseLong(matcher.group(1)), matcher.group(2), size);
    }

    /** As {@code Content-Range} says it. */
    String header(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }

    private static ByteRange lastBytes(long count, long size) {
        if (count == 0 || size == 0) {
            throw outside(size);
        }
        long length = Math.min(count, size);
        return new ByteRange(size - length, length);
    }

    private static Optional<ByteRange> between(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? size - 1 : Math.min(Long.parseLong(lastText), size - 1);
        if (!lastText.isEmpty() && Long.parseLong(lastText) < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw outside(size);
        }
        return Optional.of(new ByteRange(first, last - first + 1));
    }

    private static GridException outside(long size) {
        return new GridException(
                ErrorCode.RANGE_NOT_SATISFIABLE, "The content has " + size + " bytes");
    }
}
