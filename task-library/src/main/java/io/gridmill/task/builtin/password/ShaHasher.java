package io.gridmill.task.builtin.password;

import java.security.DigestException;
import java.security.MessageDigest;

/** Straight into the place where the hash goes: at this speed a copy would show. */
final class ShaHasher implements PasswordHasher {
    private final MessageDigest sha;

    ShaHasher(ShaFunction function) {
        this.sha = function.digest();
    }

    @Override
    public void hash(
            byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
        sha.update(bytes, from, to - from);
        try {
            sha.digest(digest, at, length);
        } catch (DigestException e) {
            throw new IllegalStateException(length + " bytes hold no " + sha.getAlgorithm(), e);
        }
    }
}
