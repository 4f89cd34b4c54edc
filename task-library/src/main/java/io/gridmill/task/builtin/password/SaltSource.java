package io.gridmill.task.builtin.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the salts of one job: HMAC-SHA-256 (RFC 2104) of where the password stands, under the job's
 * id. Every line of every job has its own salt, and a task that is repeated finds the same. Nothing
 * of the password goes in: a salt is public and must not be a quick test for guesses.
 */
final class SaltSource {
    private static final byte[] PURPOSE =
            "gridmill password-hash salt".getBytes(StandardCharsets.US_ASCII);

    private final Mac mac;

    SaltSource(String job) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(job.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    /**
     * The salt of a line.
     *
     * @param offset where it starts in the input
     * @param length bytes of the salt, at most 32
     */
    byte[] salt(long offset, int length) {
        mac.update(PURPOSE);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
        return Arrays.copyOf(mac.doFinal(), length);
    }
}
