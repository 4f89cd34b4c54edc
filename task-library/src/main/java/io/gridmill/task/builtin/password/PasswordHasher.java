package io.gridmill.task.builtin.password;

/** Computes hashes of one {@link HashScheme} one after another. For one thread. */
interface PasswordHasher {

    /**
     * Computes one hash.
     *
     * @param bytes holds the password from {@code from} to before {@code to}; not changed, and no
     *     copy is left behind
     * @param salt as the scheme wants it; no bytes for one without
     * @param digest where the hash is put
     * @param at where in it
     * @param length bytes of the hash; any for {@link HashScheme.Pbkdf2} and {@link
     *     HashScheme.Argon2id}, else {@link HashScheme#digestBytes()}
     */
    void hash(byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length);
}
