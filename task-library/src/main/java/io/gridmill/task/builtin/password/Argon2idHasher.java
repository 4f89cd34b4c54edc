package io.gridmill.task.builtin.password;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle. Keeps its memory from hash to hash; cannot stop within one. */
final class Argon2idHasher implements PasswordHasher {
    /** What the generator takes beyond the memory itself. */
    private static final int SPARE_BLOCKS = 8;

    private final HashScheme.Argon2id scheme;
    private final Runnable checkStopped;
    private final Argon2BytesGenerator.BlockPool memory;

    Argon2idHasher(HashScheme.Argon2id scheme, Runnable checkStopped) {
        this.scheme = scheme;
        this.checkStopped = checkStopped;
        this.memory = new Argon2BytesGenerator.FixedBlockPool(scheme.memoryKiB() + SPARE_BLOCKS);
    }

    @Override
    public void hash(
            byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
        checkStopped.run();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(scheme.memoryKiB())
                        .withIterations(scheme.iterations())
                        .withParallelism(scheme.parallelism())
                        .withSalt(salt)
                        .withBlockPool(memory)
                        .build());
        byte[] password = Arrays.copyOfRange(bytes, from, to);
        try {
            generator.generateBytes(password, digest, at, length);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
