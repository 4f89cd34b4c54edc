package io.gridmill.task.builtin.sort;

import java.io.IOException;

/** Takes lines, one after another. */
interface LineSink {

    /** The next line, with the line feed that ends it; the array may change after the call. */
    void add(byte[] bytes, int from, int to) throws IOException;
}
