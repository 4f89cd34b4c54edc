package io.gridmill.settings;

/** Whether a key can be changed while nodes run, and for whom. */
public enum Reach {
    /** It takes effect when a node starts. */
    START,
    /** Live, the same for all nodes. */
    GRID,
    /** Live, for all nodes or for one. */
    NODE;

    /** Whether it can be changed while nodes run. */
    public boolean live() {
        return this != START;
    }
}
