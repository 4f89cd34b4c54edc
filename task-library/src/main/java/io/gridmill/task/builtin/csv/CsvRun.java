package io.gridmill.task.builtin.csv;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What one task of a {@code csv-aggregate} job returns: a run, as {@link RunWriter} writes it. */
public final class CsvRun {
    static final Codec<CsvRun> CODEC =
            new Codec<>() {
                @Override
                public void write(CsvRun value, DataOutputStream out) throws IOException {
                    out.write(value.encoded);
                }

                @Override
                public CsvRun read(DataInputStream in) throws IOException {
                    return new CsvRun(in.readAllBytes());
                }
            };

    private final byte[] encoded;

    CsvRun(byte[] encoded) {
        this.encoded = encoded;
    }
}
