package io.gridmill.task.builtin.password;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.BCrypt;

/** bcrypt by Bouncy Castle. Cannot stop within a hash. */
final class BcryptHasher implements PasswordHasher {
    private final int cost;
    private final Runnable checkStopped;

    BcryptHasher(int cost, Runnable checkStopped) {
        this.cost = cost;
        this.checkStopped = checkStopped;
    }

    @Override
    public void hash(
            byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
        if (!HashScheme.Bcrypt.takes(bytes, from, to)) {
            throw new IllegalArgumentException("bcrypt would leave out a part of the password");
        }
        checkStopped.run();
        byte[] password = Arrays.copyOfRange(bytes, from, to);
        try {
            // With the zero at the end that every revision since 2a has.
            byte[] hash = BCrypt.generate(password, salt, cost, true);
            System.arraycopy(hash, 0, digest, at, length);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
