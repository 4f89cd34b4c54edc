package io.gridmill.task.builtin.password;

import io.gridmill.task.builtin.simd.VectorModule;

/**
 * Hashes that need not be there at once, so that several may be computed together. For one thread.
 */
interface BatchHasher {

    /**
     * As {@link PasswordHasher#hash}, but the hash may come later, with another one or with {@link
     * #finish}; of the arguments only {@code digest} is kept until then.
     */
    void hash(byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length);

    /** Puts all that is missing, and forgets passwords. */
    void finish();

    /**
     * The fastest of this JVM.
     *
     * @param checkStopped called every few milliseconds where the algorithm allows it
     */
    static BatchHasher of(HashScheme scheme, Runnable checkStopped) {
        boolean sha256 = scheme.equals(new HashScheme.Sha(ShaFunction.SHA_256));
        if (sha256 && VectorModule.available() && Sha256Lanes.fasterThanTheJdk()) {
            return new Sha256Batch();
        }
        return new OneByOne(scheme.hasher(checkStopped));
    }

    /** Computes each at once. */
    record OneByOne(PasswordHasher hasher) implements BatchHasher {
        @Override
        public void hash(
                byte[] bytes, int from, int to, byte[] salt, byte[] digest, int at, int length) {
            hasher.hash(bytes, from, to, salt, digest, at, length);
        }

        @Override
        public void finish() {}
    }
}
