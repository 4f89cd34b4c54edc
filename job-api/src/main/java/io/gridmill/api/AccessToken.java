package io.gridmill.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The administrator's token of a data directory: made once, kept in a file that only its owner may
 * read, compared by hash and in constant time. Its text is in no log and in no {@code toString}.
 */
final class AccessToken {
    private static final Pattern FORM = Pattern.compile("gridmill_[A-Za-z0-9_-]{20,200}");

    private final String text;
    private final byte[] hash;

    private AccessToken(String text) {
        this.text = text;
        this.hash = sha256(text);
    }

    /** The token of a data directory, made now if it has none. */
    static AccessToken of(Path data) throws IOException {
        Path file = data.resolve("token");
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            if (!FORM.matcher(text).matches()) {
                throw new IOException(
                        file
                                + " holds no token; delete it and a new one is made at the next"
                                + " start");
            }
            OwnerOnlyFile.restrict(file);
            return new AccessToken(text);
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        // 24 bytes are 32 characters without padding.
        String text = "gridmill_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnerOnlyFile.write(file, text + "\n");
        return new AccessToken(text);
    }

    String text() {
        return text;
    }

    /** Whether this is what was presented; takes as long for a near miss as for a far one. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(hash, sha256(presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
