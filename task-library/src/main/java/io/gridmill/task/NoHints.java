package io.gridmill.task;

/** Hints that nobody hears. */
enum NoHints implements TaskHints {
    INSTANCE;

    @Override
    public void lower(int key, long value) {}

    @Override
    public long lowest(int key) {
        return NOTHING;
    }
}
