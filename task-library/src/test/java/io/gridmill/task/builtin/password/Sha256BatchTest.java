package io.gridmill.task.builtin.password;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.builtin.simd.VectorModule;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class Sha256BatchTest {
    private static final int DIGEST = 32;
    private static final int AT = 3;

    /** Every length up to two blocks and beyond, in any order, wherever it stands in an array. */
    @Test
    void digestsAreThoseOfTheJdk() throws Exception {
        assertTrue(VectorModule.available(), "the tests run with vectors");
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        Sha256Batch batch = new Sha256Batch();
        for (int count : new int[] {0, 1, 2, 15, 16, 17, 500, 5_000}) {
            byte[] digests = new byte[AT + DIGEST * count];
            byte[] expected = new byte[digests.length];
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[random.nextInt(140)];
                random.nextBytes(bytes);
                int from = random.nextInt(bytes.length + 1);
                int to = from + random.nextInt(bytes.length - from + 1);
                byte[] given = bytes.clone();
                batch.hash(given, from, to, new byte[0], digests, AT + DIGEST * i, DIGEST);
                Arrays.fill(given, (byte) 'x');
                sha.update(bytes, from, to - from);
                sha.digest(expected, AT + DIGEST * i, DIGEST);
            }
            batch.finish();
            assertArrayEquals(expected, digests, count + " passwords");
        }
    }
}
