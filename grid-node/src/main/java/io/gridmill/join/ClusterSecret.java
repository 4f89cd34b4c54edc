package io.gridmill.join;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What members prove to each other that they know. One text, or two while it is being changed: the
 * first is used to prove, both are accepted. It never shows its text. Thread-safe.
 */
public final class ClusterSecret {
    /** Fewest characters of a secret. */
    public static final int LEAST = 32;

    /** Most characters of a secret. */
    public static final int MOST = 1_024;

    private static final int MOST_AT_ONCE = 2;
    private static final int GENERATED_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private ClusterSecret(List<String> texts) {
        keys =
                texts.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .map(bytes -> new SecretKeySpec(bytes, ALGORITHM))
                        .toList();
    }

    /**
     * Reads the secrets in a text, one a line; blank lines do not count.
     *
     * @param where it comes from, for the message
     * @throws IllegalArgumentException where there is none, or more than two, or one is too short or
     *     too long
     */
    public static ClusterSecret parse(String text, String where) {
        List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        if (lines.isEmpty() || lines.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    where
                            + " has "
                            + lines.size()
                            + " cluster secrets; it must have one, or two while it is being changed,"
                            + " a line each");
        }
        for (String line : lines) {
            if (line.length() < LEAST || line.length() > MOST) {
                throw new IllegalArgumentException(
                        where
                                + " has a cluster secret of "
                                + line.length()
                                + " characters; it must have "
                                + LEAST
                                + " to "
                                + MOST
                                + ". `openssl rand -hex 32` makes one");
            }
        }
        return new ClusterSecret(lines);
    }

    /**
     * Reads the secrets in a file.
     *
     * @throws IOException where the file cannot be read
     */
    public static ClusterSecret read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), "The file " + file);
    }

    /** One that nobody else knows. */
    public static ClusterSecret random(RandomGenerator random) {
        return new ClusterSecret(List.of(generate(random)));
    }

    /**
     * The secret of a member at this address; null for none.
     *
     * @throws IllegalArgumentException where there is none and others than this machine reach it
     */
    public static @Nullable ClusterSecret needed(String host, @Nullable ClusterSecret secret) {
        if (secret == null && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "A member at "
                            + host
                            + " can be reached from other machines, and whoever reaches it owns the"
                            + " grid: it needs a cluster secret. `openssl rand -hex 32 >"
                            + " cluster-secret` makes one; give all nodes the same with"
                            + " --cluster-secret-file or GRIDMILL_CLUSTER_SECRET");
        }
        return secret;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** The text of a new one. */
    public static String generate(RandomGenerator random) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Proves with the first one. */
    byte[] prove(String tag, byte[]... parts) {
        return proof(0, tag, parts);
    }

    /** Proves with the one of this number. */
    byte[] proof(int key, String tag, byte[]... parts) {
        return proof(keys.get(key), tag, parts);
    }

    /** The number of the one that the proof was made with; -1 for none. */
    int provedBy(byte[] proof, String tag, byte[]... parts) {
        int found = -1;
        for (int i = keys.size() - 1; i >= 0; i--) {
            found = MessageDigest.isEqual(proof(i, tag, parts), proof) ? i : found;
        }
        return found;
    }

    /** Stands for the secret where there is none: everybody knows it, so it proves nothing. */
    static ClusterSecret known() {
        return new ClusterSecret(List.of("no cluster secret"));
    }

    private static byte[] proof(SecretKeySpec key, String tag, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(tag.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "ClusterSecret of " + keys.size();
    }
}
