package io.gridmill.cli;

/**
 * Sends the log to files. Must be called before the first logger is made: the log's configuration
 * reads these properties once. Without it, only warnings are logged, to standard error.
 */
final class LogFiles {
    private LogFiles() {}

    static void in(DataDirectory data) {
        set("gridmill.log.directory", data.logs().toAbsolutePath().toString());
        set("gridmill.log.files", "FILE");
        set("gridmill.log.level", "INFO");
    }

    /** Logs nothing at all. */
    static void off() {
        set("gridmill.log.level", "OFF");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
