package io.gridmill.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command talks to. Results go to {@code out}, everything else to {@code err}.
 *
 * @param environment the variables of the process
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Screen screen) {

    /**
     * What stands behind the streams.
     *
     * @param outIsTerminal whether {@code out} is a terminal and no file or pipe
     * @param errIsTerminal whether {@code err} is
     * @param columns width in characters
     * @param unicode whether characters beyond ASCII are shown
     */
    public record Screen(
            boolean outIsTerminal, boolean errIsTerminal, int columns, boolean unicode) {
        /** No terminal at all. */
        public static final Screen NONE = new Screen(false, false, 80, false);
    }

    /** Whether tables may be coloured. */
    public boolean colour() {
        return screen.outIsTerminal() && colourWanted();
    }

    /** Whether a line of {@code err} may be drawn over, again and again. */
    public boolean live() {
        return screen.errIsTerminal() && !"dumb".equals(environment.get("TERM"));
    }

    private boolean colourWanted() {
        // https://no-color.org: present and not empty means no colour.
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}
