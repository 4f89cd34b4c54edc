package io.gridmill.task.builtin.password;

/** A text that is no hash. The message says why, and never shows the text: it may be secret. */
final class HashFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason goes on after "is no hash that can be audited: "
     */
    HashFormatException(String reason) {
        super(reason);
    }
}
