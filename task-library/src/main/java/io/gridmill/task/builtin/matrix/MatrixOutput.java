package io.gridmill.task.builtin.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the answer of a product is. */
public enum MatrixOutput {
    /** Its size, trace and Frobenius norm. */
    SUMMARY("application/json"),
    /** The product, a line a row. */
    CSV("text/csv"),
    /** The product as {@link BinaryLayout} describes it. */
    BINARY("application/octet-stream");

    /** The names as they stand in parameters. */
    static final List<String> NAMES =
            Arrays.stream(values()).map(o -> o.name().toLowerCase(Locale.ROOT)).toList();

    private final String mediaType;

    MatrixOutput(String mediaType) {
        this.mediaType = mediaType;
    }

    static MatrixOutput named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String mediaType() {
        return mediaType;
    }
}
