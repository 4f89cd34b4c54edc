package io.gridmill.task.builtin.password;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Collects passwords until there is one for each lane, then hashes them together. A password that
 * needs more than one block is hashed alone.
 */
final class Sha256Batch implements BatchHasher {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes that leave room in a block for the padding and the length. */
    private static final int LONGEST = 55;

    private static final int LENGTH_WORD = 15;
    private static final int DIGEST_WORDS = 8;
    private static final int LANES = Sha256Lanes.LANES;

    private final Sha256Lanes lanes = new Sha256Lanes();
    private final ShaHasher alone = new ShaHasher(ShaFunction.SHA_256);

    /** Where the digest of each lane goes. */
    private final byte[][] digests = new byte[LANES][0];

    private final int[] places = new int[LANES];

    /** Where the one bit of the message that was last in each lane stands. */
    private final int[] ends = new int[LANES];

    private int filled;

    @Override
    public void hash(
            byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
        if (to - from > LONGEST) {
            alone.hash(bytes, from, to, salt, digest, at, length);
            return;
        }
        putWords(bytes, from, to);
        digests[filled] = digest;
        places[filled] = at;
        if (++filled == LANES) {
            flush();
        }
    }

    /** The message, a one bit, zeroes where a longer one stood, and its length in bits. */
    private void putWords(byte[] bytes, int from, int to) {
        int[] words = lanes.words();
        int at = filled;
        int i = from;
        for (; i <= to - Integer.BYTES; i += Integer.BYTES) {
            words[at] = (int) INT.get(bytes, i);
            at += LANES;
        }
        int shift = Integer.SIZE - Byte.SIZE;
        int last = 0;
        for (; i < to; i++) {
            last |= (bytes[i] & 0xff) << shift;
            shift -= Byte.SIZE;
        }
        words[at] = last | (0x80 << shift);
        for (int behind = at + LANES; behind <= ends[filled]; behind += LANES) {
            words[behind] = 0;
        }
        ends[filled] = at;
        words[LENGTH_WORD * LANES + filled] = (to - from) * Byte.SIZE;
    }

    private void flush() {
        lanes.compress();
        int[] words = lanes.digests();
        for (int lane = 0; lane < filled; lane++) {
            byte[] digest = digests[lane];
            int at = places[lane];
            for (int word = 0; word < DIGEST_WORDS; word++) {
                INT.set(digest, at + word * Integer.BYTES, words[word * LANES + lane]);
            }
        }
        filled = 0;
    }

    @Override
    public void finish() {
        if (filled > 0) {
            flush();
        }
        lanes.wipe();
        Arrays.fill(ends, 0);
    }
}
