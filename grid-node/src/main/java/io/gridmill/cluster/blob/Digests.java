package io.gridmill.cluster.blob;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 as 64 lower case hexadecimal digits: the name of a blob, and of its file. */
final class Digests {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The same text; {@link ErrorCode#BAD_REQUEST} where it is no digest. */
    static String check(String text) {
        if (!isDigest(text)) {
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "A blob is named by its SHA-256: 64 lower case hexadecimal digits");
        }
        return text;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String text(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }
}
