package io.gridmill.report;

import java.util.regex.Pattern;

/** The names of nodes, which people gave, within their ids, which differ after each start. */
public final class NodeNames {
    private static final char MARK = '~';
    private static final Pattern START = Pattern.compile(MARK + "[0-9a-z]{4,12}$");

    private NodeNames() {}

    /** The id of a node of this name; {@code start} differs after each start. */
    public static String id(String name, String start) {
        return name + MARK + start;
    }

    /** The name within an id, or within a text that ends with an id. */
    public static String of(String id) {
        return START.matcher(id).replaceFirst("");
    }
}
