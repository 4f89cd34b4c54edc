package io.gridmill.report;

/** The names of nodes, which people gave, within their ids, which differ after each start. */
public final class NodeNames {
    private static final char MARK = '~';

    private NodeNames() {}

    /** The id of a node of this name; {@code start} differs after each start. */
    public static String id(String name, String start) {
        return name + MARK + start;
    }

    /** The name within an id. */
    public static String of(String id) {
        int mark = id.lastIndexOf(MARK);
        return mark < 0 ? id : id.substring(0, mark);
    }
}
