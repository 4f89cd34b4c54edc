package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Codec;
import io.gridmill.task.Source;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What one task of a {@code word-count} job returns: a run, as {@link WordRunWriter} writes it. */
public final class WordRun {
    static final Codec<WordRun> CODEC =
            new Codec<>() {
                @Override
                public void write(WordRun value, DataOutputStream out) throws IOException {
                    out.write(value.encoded);
                }

                @Override
                public WordRun read(DataInputStream in) throws IOException {
                    return new WordRun(in.readAllBytes());
                }
            };

    private final byte[] encoded;

    WordRun(byte[] encoded) {
        this.encoded = encoded;
    }

    Source source() {
        return Source.of(encoded);
    }
}
