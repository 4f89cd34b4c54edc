package io.gridmill.task.builtin.password;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors: what other programs have written is computed here to the same bits. */
@NullMarked
final class HashVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    /** FIPS 180-4 examples of NIST; OpenBSD, Openwall crypt_blowfish, jBCrypt; passlib; Argon2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "abc ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "\"\" e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
                        + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                "abc ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "\"\" cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
                "U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U* $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "U*U*U $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "\"\" $2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy",
                "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                        + " $2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                "a $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
                "abc $2y$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
                "\"~!@#$%^&*()      ~!@#$%^&*()PNBFRD\""
                        + " $2b$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO",
                "password $pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$"
                        + "hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ",
                "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                        + "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
                        + "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$"
                        + "bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            })
    void hashOfOtherProgramsIsComputed(String password, String text) throws Exception {
        EncodedHash hash = EncodedHash.parse(text);
        assertArrayEquals(hash.digest(), computed(hash, password));
        String ours = text.replaceFirst("^\\$2[ay]", "\\$2b");
        assertEquals(ours, hash.text());
        assertEquals(hash, EncodedHash.parse(hash.text()));
    }

    /** RFC 7914, section 11; those for SHA-512 follow RFC 6070 and were made by OpenSSL. */
    @ParameterizedTest
    @CsvSource({
        "SHA_256, passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        "SHA_256, Password, NaCl, 80000,"
                + " 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        "SHA_512, password, salt, 1,"
                + " 867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce",
        "SHA_512, passwordPASSWORDpassword, saltSALTsaltSALTsaltSALTsaltSALTsalt, 4096,"
                + " 8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71"
                + "115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8",
    })
    void pbkdf2(
            ShaFunction function, String password, String salt, int iterations, String expected) {
        byte[] digest = new byte[expected.length() / 2];
        byte[] bytes = bytes(password);
        new Pbkdf2Hasher(function, iterations, () -> {})
                .hash(bytes, 0, bytes.length, bytes(salt), digest, 0, digest.length);
        assertEquals(expected, HEX.formatHex(digest));
    }

    /** A password longer than a block of the hash function; made by OpenSSL. */
    @Test
    void pbkdf2OfALongPassword() throws Exception {
        EncodedHash hash =
                EncodedHash.parse(
                        "$pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw$juxEMgQ8mWAgM6uSzS03Kiqzr"
                                + "Ocr7p188LA3I0CfPU/MBobLWCuHVbQMeAcUTFGd8DTNVbNcgxdLtD46siUd2A");
        assertArrayEquals(hash.digest(), computed(hash, "p".repeat(150)));
    }

    /** RFC 9106, section 5.3, with the secret and the data that hashes of passwords leave out. */
    @Test
    void argon2idOfTheLibrary() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(32)
                        .withIterations(3)
                        .withParallelism(4)
                        .withSalt(repeated(2, 16))
                        .withSecret(repeated(3, 8))
                        .withAdditional(repeated(4, 12))
                        .build());
        byte[] tag = new byte[32];
        generator.generateBytes(repeated(1, 32), tag);
        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HEX.formatHex(tag));
    }

    /** A hasher serves many passwords: nothing of one may be left in the next. */
    @Test
    void hashersCanBeUsedAgain() throws Exception {
        for (String text :
                new String[] {
                    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                    "$2a$04$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                    "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$"
                            + "hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ",
                    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
                            + "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
                }) {
            EncodedHash hash = EncodedHash.parse(text);
            PasswordHasher used = hash.scheme().hasher(() -> {});
            computed(used, hash, "another, longer password");
            assertArrayEquals(computed(hash, "short"), computed(used, hash, "short"), text);
        }
    }

    private static byte[] computed(EncodedHash hash, String password) {
        return computed(hash.scheme().hasher(() -> {}), hash, password);
    }

    private static byte[] computed(PasswordHasher hasher, EncodedHash hash, String password) {
        byte[] digest = new byte[hash.digest().length + 2];
        byte[] bytes = bytes("<" + password + ">");
        hasher.hash(bytes, 1, bytes.length - 1, hash.salt(), digest, 1, digest.length - 2);
        assertEquals("<" + password + ">", new String(bytes, StandardCharsets.UTF_8));
        return Arrays.copyOfRange(digest, 1, digest.length - 1);
    }

    private static byte[] repeated(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
