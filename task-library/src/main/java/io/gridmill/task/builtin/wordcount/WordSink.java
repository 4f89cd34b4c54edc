package io.gridmill.task.builtin.wordcount;

import java.io.IOException;

/** Takes words with their counts, one after another. */
interface WordSink {

    /** The next word; the array may change after the call. */
    void add(byte[] bytes, int from, int length, long count) throws IOException;
}
