package io.gridmill.task.builtin.sort;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What one task of a {@code sort} job returns: a run, sorted while it is written. */
public final class SortRun {
    static final Codec<SortRun> CODEC =
            new Codec<>() {
                @Override
                public void write(SortRun value, DataOutputStream out) throws IOException {
                    value.content.writeTo(out);
                }

                @Override
                public SortRun read(DataInputStream in) throws IOException {
                    byte[] bytes = in.readAllBytes();
                    return new SortRun(out -> out.write(bytes));
                }
            };

    private final Content content;

    /** Writes a header and lines, each time the same. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    SortRun(Content content) {
        this.content = content;
    }
}
