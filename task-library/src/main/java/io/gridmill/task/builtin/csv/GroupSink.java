package io.gridmill.task.builtin.csv;

import java.io.IOException;

/** Takes groups, one after another. */
interface GroupSink {

    /** The next group; key and state may change after the call. */
    void add(byte[] key, int length, GroupState state) throws IOException;
}
