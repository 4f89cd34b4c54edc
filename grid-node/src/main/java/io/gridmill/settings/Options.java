package io.gridmill.settings;

/**
 * The options of the commands that set a key; empty for none.
 *
 * @param up of {@code gridmill up}
 * @param node of {@code gridmill node}
 */
public record Options(String up, String node) {
    static final Options NONE = new Options("", "");

    static Options of(String up, String node) {
        return new Options(up, node);
    }

    static Options both(String name) {
        return new Options(name, name);
    }
}
