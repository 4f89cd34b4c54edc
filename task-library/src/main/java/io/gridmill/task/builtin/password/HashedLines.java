package io.gridmill.task.builtin.password;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task of a {@code password-hash} job returns: for each line, in their order, its salt and
 * its hash, both as bytes of fixed length. Grows in pieces, so that nothing is ever copied.
 */
final class HashedLines {
    static final Codec<HashedLines> CODEC =
            new Codec<>() {
                @Override
                public void write(HashedLines value, DataOutputStream out) throws IOException {
                    value.write(out);
                }

                @Override
                public HashedLines read(DataInputStream in) throws IOException {
                    HashedLines lines = new HashedLines(1);
                    lines.piece = in.readAllBytes();
                    lines.used = lines.piece.length;
                    return lines;
                }
            };

    private static final int FIRST_PIECE = 4096;

    /** Small enough that what the JVM has just cleared is still in the first cache when it is written. */
    private static final int LARGEST_PIECE = 32 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private final int recordBytes;
    private byte[] piece = new byte[0];
    private int used;

    /**
     * @param recordBytes bytes of a salt and a hash
     */
    HashedLines(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    /** Room for one more line, at {@link #at} in {@link #piece}. */
    void next() {
        if (piece.length - used < recordBytes) {
            int records = Math.clamp(2L * piece.length, FIRST_PIECE, LARGEST_PIECE) / recordBytes;
            if (used > 0) {
                full.add(piece);
            }
            piece = new byte[Math.max(1, records) * recordBytes];
            used = 0;
        }
        used += recordBytes;
    }

    byte[] piece() {
        return piece;
    }

    int at() {
        return used - recordBytes;
    }

    private void write(DataOutputStream out) throws IOException {
        for (byte[] bytes : full) {
            out.write(bytes);
        }
        out.write(piece, 0, used);
    }
}
