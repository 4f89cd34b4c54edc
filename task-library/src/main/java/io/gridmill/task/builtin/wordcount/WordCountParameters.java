package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Parameters;

/**
 * How words are counted.
 *
 * @param ignoreCase whether words are counted in lower case
 * @param chunkSize bytes of input that one task counts, 65,536 to 67,108,864
 */
public record WordCountParameters(boolean ignoreCase, int chunkSize) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    static WordCountParameters read(Parameters source) {
        WordCountParameters parameters =
                new WordCountParameters(
                        source.flag("ignoreCase", false),
                        source.integer("chunkSize", 4 * MIB, 64 * KIB, 64 * MIB));
        source.done();
        return parameters;
    }
}
