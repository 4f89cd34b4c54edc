package io.gridmill.task.builtin.password;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * PBKDF2 (RFC 8018, section 5.2) with HMAC (RFC 2104). The two states of the hash function that
 * have taken in the padded key are computed once for a password and copied, which halves the work;
 * keys are bytes, not characters; and it can be stopped.
 */
final class Pbkdf2Hasher implements PasswordHasher {
    private static final int ITERATIONS_PER_LOOK = 4096;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final ShaFunction function;
    private final int iterations;
    private final Runnable checkStopped;
    private final byte[] block;

    Pbkdf2Hasher(ShaFunction function, int iterations, Runnable checkStopped) {
        this.function = function;
        this.iterations = iterations;
        this.checkStopped = checkStopped;
        this.block = new byte[function.digestBytes()];
    }

    @Override
    public void hash(
            byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
        checkStopped.run();
        byte[] key = key(bytes, from, to);
        MessageDigest inner = padded(key, INNER_PAD);
        MessageDigest outer = padded(key, OUTER_PAD);
        Arrays.fill(key, (byte) 0);
        try {
            int done = 0;
            for (int number = 1; done < length; number++) {
                int part = Math.min(block.length, length - done);
                System.arraycopy(sum(inner, outer, salt, number), 0, digest, at + done, part);
                done += part;
            }
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException(
                    function.standardName() + " of this Java cannot be copied", e);
        }
    }

    /** The exclusive or of all iterations of one block of the result. */
    private byte[] sum(MessageDigest inner, MessageDigest outer, byte[] salt, int number)
            throws CloneNotSupportedException, DigestException {
        MessageDigest first = (MessageDigest) inner.clone();
        first.update(salt);
        for (int shift = 24; shift >= 0; shift -= 8) {
            first.update((byte) (number >>> shift));
        }
        finish(first, outer);
        byte[] sum = block.clone();
        for (int i = 1; i < iterations; i++) {
            if (i % ITERATIONS_PER_LOOK == 0) {
                checkStopped.run();
            }
            MessageDigest next = (MessageDigest) inner.clone();
            next.update(block);
            finish(next, outer);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= block[j];
            }
        }
        return sum;
    }

    private void finish(MessageDigest inner, MessageDigest outer)
            throws CloneNotSupportedException, DigestException {
        inner.digest(block, 0, block.length);
        MessageDigest last = (MessageDigest) outer.clone();
        last.update(block);
        last.digest(block, 0, block.length);
    }

    /** The password, or its hash where it is longer than a block, filled up with zeros. */
    private byte[] key(byte[] bytes, int from, int to) {
        if (to - from <= function.blockBytes()) {
            byte[] key = new byte[function.blockBytes()];
            System.arraycopy(bytes, from, key, 0, to - from);
            return key;
        }
        MessageDigest sha = function.digest();
        sha.update(bytes, from, to - from);
        byte[] hash = sha.digest();
        byte[] key = Arrays.copyOf(hash, function.blockBytes());
        Arrays.fill(hash, (byte) 0);
        return key;
    }

    private MessageDigest padded(byte[] key, byte pad) {
        byte[] padded = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            padded[i] = (byte) (key[i] ^ pad);
        }
        MessageDigest sha = function.digest();
        sha.update(padded);
        Arrays.fill(padded, (byte) 0);
        return sha;
    }
}
