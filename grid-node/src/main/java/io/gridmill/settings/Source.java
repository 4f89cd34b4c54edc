package io.gridmill.settings;

import java.util.Locale;

/** Who set a key; a later one wins over those before it. */
public enum Source {
    /** Nobody. */
    DEFAULT,
    /** The program that a node is a part of. */
    PROGRAM,
    /** The file of {@code --config}. */
    FILE,
    /** A variable of the environment. */
    ENVIRONMENT,
    /** An option of the command. */
    FLAG,
    /** A change while the grid ran. */
    LIVE;

    /** As people read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
