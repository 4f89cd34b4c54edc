package io.gridmill.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of jobs: sorted by time when made at random, the same for the same key when made from one. */
final class JobIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 9;
    private static final int TIME_BYTES = 6;

    private JobIds() {}

    /** A new id: 48 bits of time, then 72 random ones. */
    static String random(long nowMillis) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(nowMillis).array();
        byte[] all = new byte[TIME_BYTES + RANDOM_BYTES];
        System.arraycopy(time, Long.BYTES - TIME_BYTES, all, 0, TIME_BYTES);
        System.arraycopy(random, 0, all, TIME_BYTES, RANDOM_BYTES);
        return "j" + base32(all);
    }

    /** The id of a user's key. */
    static String ofKey(String user, String key) {
        byte[] text = (user.length() + ":" + user + key).getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[TIME_BYTES + RANDOM_BYTES];
        System.arraycopy(hash(text), 0, all, 0, all.length);
        return "k" + base32(all);
    }

    /** The id of the job that a schedule submits for a time. */
    static String ofFiring(String schedule, long due) {
        byte[] text = (schedule + "@" + due).getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[TIME_BYTES + RANDOM_BYTES];
        System.arraycopy(hash(text), 0, all, 0, all.length);
        return "s" + base32(all);
    }

    /** Five bits a character, in Crockford's alphabet without letters that look alike. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((held >> bits) & 31));
            }
        }
        return text.toString();
    }

    static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(hash(bytes));
    }
}
