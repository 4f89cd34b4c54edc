package io.gridmill.execute;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes are on no node that is there. They may come back with one. */
public final class BytesGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    public BytesGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
