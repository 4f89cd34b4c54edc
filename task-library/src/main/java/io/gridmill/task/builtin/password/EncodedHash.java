package io.gridmill.task.builtin.password;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A hash with all that is needed to compute it again, as it is written in files: SHA-2 in
 * hexadecimal digits, bcrypt in its modular crypt format, PBKDF2 in that of passlib, Argon2id as PHC
 * string. Immutable.
 */
final class EncodedHash {
    private static final HexFormat HEX = HexFormat.of();

    private final HashScheme scheme;
    private final byte[] salt;
    private final byte[] digest;

    /** Takes the arrays over: they must not be changed. */
    EncodedHash(HashScheme scheme, byte[] salt, byte[] digest) {
        this.scheme = scheme;
        this.salt = salt;
        this.digest = digest;
    }

    /**
     * Reads what {@link #text} writes and other forms of the same that are in use.
     *
     * @throws HashFormatException saying why it is no hash that can be computed here
     */
    static EncodedHash parse(String text) throws HashFormatException {
        return text.startsWith("$") ? HashParser.modular(text) : HashParser.hexadecimal(text);
    }

    HashScheme scheme() {
        return scheme;
    }

    /** The salt; must not be changed. */
    byte[] salt() {
        return salt;
    }

    /** The hash itself; must not be changed. */
    byte[] digest() {
        return digest;
    }

    /** Whether one computation serves both: all but the hash itself is the same. */
    boolean sameComputation(EncodedHash other) {
        return scheme.equals(other.scheme)
                && digest.length == other.digest.length
                && Arrays.equals(salt, other.salt);
    }

    /** In the usual form. */
    String text() {
        return switch (scheme) {
            case HashScheme.Sha _ -> HEX.formatHex(digest);
            case HashScheme.Bcrypt(int cost) ->
                    String.format(Locale.ROOT, "$2b$%02d$", cost)
                            + encoded(Radix64.BCRYPT, salt)
                            + encoded(Radix64.BCRYPT, digest);
            case HashScheme.Pbkdf2(ShaFunction function, int iterations) ->
                    "$pbkdf2-"
                            + (function == ShaFunction.SHA_256 ? "sha256" : "sha512")
                            + ("$" + iterations + "$")
                            + (encoded(Radix64.PASSLIB, salt) + "$")
                            + encoded(Radix64.PASSLIB, digest);
            case HashScheme.Argon2id(int memory, int iterations, int parallelism) ->
                    ("$argon2id$v=19$m=" + memory + ",t=" + iterations)
                            + (",p=" + parallelism + "$")
                            + (encoded(Radix64.PHC, salt) + "$")
                            + encoded(Radix64.PHC, digest);
        };
    }

    private static String encoded(Radix64 form, byte[] bytes) {
        return form.encode(bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedHash hash
                && sameComputation(hash)
                && Arrays.equals(digest, hash.digest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, Arrays.hashCode(salt), Arrays.hashCode(digest));
    }

    /** The scheme only: hashes are not for logs. */
    @Override
    public String toString() {
        return "EncodedHash[" + scheme + "]";
    }
}
