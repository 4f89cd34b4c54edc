package io.gridmill.join;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first words of either side; nothing in them is believed before it is proved.
 *
 * @param secret whether it has a cluster secret
 * @param joined whether it is a member of a grid already
 * @param since when it started, milliseconds of its clock; of two that both start, the later gives way
 * @param nonce bytes that were never said before
 */
@SuppressWarnings("ArrayRecordComponent")
record Hello(boolean secret, boolean joined, long since, byte[] nonce) {
    static final int NONCE_BYTES = 32;

    private static final byte[] MAGIC = "GMH".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int BYTES = MAGIC.length + 2 + Long.BYTES + NONCE_BYTES;
    private static final int SECRET = 1;
    private static final int JOINED = 2;

    Hello {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("A nonce has " + NONCE_BYTES + " bytes");
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) ((secret ? SECRET : 0) | (joined ? JOINED : 0)))
                .putLong(since)
                .put(nonce)
                .array();
    }

    /** Reads one; what does not begin as it should is refused at its first bytes. */
    static Hello read(DataInputStream in) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new RefusedException(
                    "It is no member of a Gridmill grid: it begins with other bytes", false);
        }
        byte version = in.readByte();
        if (version != VERSION) {
            throw new RefusedException(
                    "It greets in version "
                            + version
                            + ", this node in "
                            + VERSION
                            + "; run one version of Gridmill on all nodes",
                    false);
        }
        int flags = in.readByte();
        long since = in.readLong();
        byte[] nonce = new byte[NONCE_BYTES];
        in.readFully(nonce);
        return new Hello((flags & SECRET) != 0, (flags & JOINED) != 0, since, nonce);
    }

    /** Whether this side, and not the other, has to give way where the two cannot go together. */
    boolean givesWayTo(Hello other) {
        return !joined && (other.joined || since > other.since);
    }
}
