package io.gridmill.task.builtin.password;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of hashes, strictly: what is read wrongly would never be found. */
final class HashParser {
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
    private static final Pattern PBKDF2 =
            Pattern.compile("\\$pbkdf2-(sha256|sha512)\\$([0-9]{1,9})\\$([^$]+)\\$([^$]+)");
    private static final Pattern ARGON2ID =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})"
                            + "\\$([^$]+)\\$([^$]+)");
    private static final int LONGEST_SALT = 64;
    private static final int LONGEST_DIGEST = 64;

    private HashParser() {}

    static EncodedHash hexadecimal(String text) throws HashFormatException {
        if (!HEXADECIMAL.matcher(text).matches()) {
            throw new HashFormatException(
                    "it is neither hexadecimal digits nor does it begin with a dollar sign");
        }
        for (ShaFunction function : ShaFunction.values()) {
            if (text.length() == 2 * function.digestBytes()) {
                return new EncodedHash(
                        new HashScheme.Sha(function), new byte[0], HexFormat.of().parseHex(text));
            }
        }
        throw new HashFormatException(
                "it has "
                        + text.length()
                        + " hexadecimal digits, SHA-256 has 64 and SHA-512 has 128");
    }

    static EncodedHash modular(String text) throws HashFormatException {
        if (text.startsWith("$2")) {
            return bcrypt(match(BCRYPT, text, "bcrypt ($2b$cost$ and 53 characters)"));
        }
        if (text.startsWith("$pbkdf2-")) {
            return pbkdf2(match(PBKDF2, text, "PBKDF2 ($pbkdf2-sha256$iterations$salt$hash)"));
        }
        if (text.startsWith("$argon2id$")) {
            return argon2id(
                    match(ARGON2ID, text, "Argon2id ($argon2id$v=19$m=..,t=..,p=..$salt$hash)"));
        }
        throw new HashFormatException(
                "its algorithm is none of $2a$ $2b$ $2y$ (bcrypt), $pbkdf2-sha256$,"
                        + " $pbkdf2-sha512$, $argon2id$");
    }

    private static EncodedHash bcrypt(Matcher parts) throws HashFormatException {
        int cost =
                number(
                        parts.group(1),
                        "cost",
                        HashScheme.Bcrypt.LEAST_COST,
                        HashScheme.Bcrypt.MOST_COST);
        byte[] digest = Radix64.BCRYPT.decode(parts.group(3));
        return new EncodedHash(
                new HashScheme.Bcrypt(cost), Radix64.BCRYPT.decode(parts.group(2)), digest);
    }

    private static EncodedHash pbkdf2(Matcher parts) throws HashFormatException {
        ShaFunction function =
                parts.group(1).equals("sha256") ? ShaFunction.SHA_256 : ShaFunction.SHA_512;
        int iterations = number(parts.group(2), "iterations", 1, HashScheme.Pbkdf2.MOST_ITERATIONS);
        return new EncodedHash(
                new HashScheme.Pbkdf2(function, iterations),
                part(Radix64.PASSLIB, parts.group(3), "salt", 0, LONGEST_SALT),
                part(Radix64.PASSLIB, parts.group(4), "hash", 16, LONGEST_DIGEST));
    }

    private static EncodedHash argon2id(Matcher parts) throws HashFormatException {
        int parallelism = number(parts.group(3), "p", 1, HashScheme.Argon2id.MOST_PARALLELISM);
        int memory =
                number(
                        parts.group(1),
                        "m",
                        HashScheme.Argon2id.LEAST_MEMORY * parallelism,
                        HashScheme.Argon2id.MOST_MEMORY);
        int iterations = number(parts.group(2), "t", 1, HashScheme.Argon2id.MOST_ITERATIONS);
        return new EncodedHash(
                new HashScheme.Argon2id(memory, iterations, parallelism),
                part(Radix64.PHC, parts.group(4), "salt", 8, LONGEST_SALT),
                part(Radix64.PHC, parts.group(5), "hash", 16, LONGEST_DIGEST));
    }

    private static Matcher match(Pattern form, String text, String name)
            throws HashFormatException {
        Matcher parts = form.matcher(text);
        if (!parts.matches()) {
            throw new HashFormatException("it begins like, but is not in the form of " + name);
        }
        return parts;
    }

    private static int number(String digits, String name, int least, int most)
            throws HashFormatException {
        int number = Integer.parseInt(digits);
        if (number < least || number > most) {
            throw new HashFormatException(
                    "its " + name + " is " + number + ", must be " + least + " to " + most);
        }
        return number;
    }

    private static byte[] part(Radix64 form, String text, String name, int least, int most)
            throws HashFormatException {
        byte[] bytes = form.decode(text);
        if (bytes.length < least || bytes.length > most) {
            throw new HashFormatException(
                    "its "
                            + name
                            + " has "
                            + bytes.length
                            + " bytes, must be "
                            + least
                            + " to "
                            + most);
        }
        return bytes;
    }
}
