package io.gridmill.api;

/** Counts what a JSON text costs in memory when it is read and worked on. For one thread. */
final class JsonCost {
    /** A text as characters, as a string, and as what is made of it. */
    private static final long TIMES = 6;

    /** A node of the tree with its place in its parent: short numbers are mostly this. */
    private static final long NODE = 64;

    private long length;
    private long nodes;

    /** Takes the next bytes of the text. */
    void add(byte[] text, int count) {
        length += count;
        for (int i = 0; i < count; i++) {
            byte one = text[i];
            // Each node but the outermost follows one of these.
            if (one == ',' || one == ':' || one == '[') {
                nodes++;
            }
        }
    }

    /** Bytes, about and rather too many. */
    long bytes() {
        return TIMES * length + NODE * nodes;
    }
}
