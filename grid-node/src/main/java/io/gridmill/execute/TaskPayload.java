package io.gridmill.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a task works on, as people are shown it.
 *
 * @param json null where it has no such form, or one of more than 4 KiB
 * @param size bytes as it travels; null where it follows from the task's number
 * @param sha256 of the bytes as they travel, in hexadecimal digits; null where {@code json} is there
 * @param base64 the bytes as they travel; null where {@code json} is there, or they are over 4 KiB
 */
public record TaskPayload(
        @Nullable JsonNode json,
        @Nullable Integer size,
        @Nullable String sha256,
        @Nullable String base64) {

    static TaskPayload of(@Nullable JsonNode json, byte @Nullable [] bytes) {
        if (json != null || bytes == null) {
            return new TaskPayload(json, bytes == null ? null : bytes.length, null, null);
        }
        String base64 =
                bytes.length > ItemText.LONGEST ? null : Base64.getEncoder().encodeToString(bytes);
        return new TaskPayload(null, bytes.length, digest(bytes), base64);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
