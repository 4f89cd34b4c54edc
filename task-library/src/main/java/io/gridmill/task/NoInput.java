package io.gridmill.task;

import java.io.InputStream;

/** The input of a job that has none. */
enum NoInput implements JobInput {
    INSTANCE;

    @Override
    public boolean present() {
        return false;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public InputStream open(long offset, long length) {
        return InputStream.nullInputStream();
    }
}
