package io.gridmill.task.builtin.password;

/** A way to hash passwords with everything that its hashes depend on, but for the salt. */
sealed interface HashScheme {
    /** Bytes of salts that are made here, as bcrypt and RFC 9106 have them. */
    int SALT_BYTES = 16;

    /** Bytes of a salt that is made for it; 0 for none. */
    default int saltBytes() {
        return SALT_BYTES;
    }

    /** Bytes of a hash that is made by it. */
    int digestBytes();

    /**
     * Rough run time of one hash in microseconds on a core of 2023. Divides work into tasks, so it
     * must not depend on the machine.
     */
    double micros();

    /**
     * A hasher.
     *
     * @param checkStopped called every few milliseconds where the algorithm allows it
     */
    PasswordHasher hasher(Runnable checkStopped);

    /** One pass of a SHA-2 function, without salt. */
    record Sha(ShaFunction function) implements HashScheme {
        @Override
        public int saltBytes() {
            return 0;
        }

        @Override
        public int digestBytes() {
            return function.digestBytes();
        }

        @Override
        public double micros() {
            return function.micros();
        }

        @Override
        public PasswordHasher hasher(Runnable checkStopped) {
            return new ShaHasher(function);
        }
    }

    /**
     * bcrypt, revision 2b; 2a and 2y are the same function.
     *
     * @param cost base 2 logarithm of the rounds, {@value LEAST_COST} to {@value MOST_COST}
     */
    record Bcrypt(int cost) implements HashScheme {
        static final int LEAST_COST = 4;

        /** The algorithm goes to 31, which is a day; no way to stop it within one hash. */
        static final int MOST_COST = 20;

        /** Most bytes of a password: the algorithm leaves out what is beyond. */
        static final int LONGEST_PASSWORD = 72;

        /** Of the 24 bytes computed the last one is left out of the encoded form. */
        static final int DIGEST_BYTES = 23;

        @Override
        public int digestBytes() {
            return DIGEST_BYTES;
        }

        @Override
        public double micros() {
            return 44.0 * (1L << cost);
        }

        @Override
        public PasswordHasher hasher(Runnable checkStopped) {
            return new BcryptHasher(cost, checkStopped);
        }

        /** Whether the algorithm takes all of it: no more than 72 bytes and none of them 0. */
        static boolean takes(byte[] bytes, int from, int to) {
            return to - from <= LONGEST_PASSWORD && !holdsZero(bytes, from, to);
        }

        static boolean holdsZero(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * PBKDF2 with HMAC (RFC 8018).
     *
     * @param iterations 1 to {@value MOST_ITERATIONS}
     */
    record Pbkdf2(ShaFunction function, int iterations) implements HashScheme {
        /** The least that NIST SP 800-132 asks for; older hashes are read all the same. */
        static final int LEAST_ITERATIONS = 1000;

        static final int MOST_ITERATIONS = 10_000_000;

        @Override
        public int digestBytes() {
            return function.digestBytes();
        }

        @Override
        public double micros() {
            return 2 * function.micros() * iterations;
        }

        @Override
        public PasswordHasher hasher(Runnable checkStopped) {
            return new Pbkdf2Hasher(function, iterations, checkStopped);
        }
    }

    /**
     * Argon2id, version 1.3 (RFC 9106).
     *
     * @param memoryKiB 8 times {@code parallelism} to {@value MOST_MEMORY}
     * @param iterations 1 to {@value MOST_ITERATIONS}
     * @param parallelism lanes, 1 to {@value MOST_PARALLELISM}
     */
    record Argon2id(int memoryKiB, int iterations, int parallelism) implements HashScheme {
        static final int LEAST_MEMORY = 8;

        /** 64 MiB: each slot of a node may hold as much at once. */
        static final int MOST_MEMORY = 65_536;

        static final int MOST_ITERATIONS = 100;
        static final int MOST_PARALLELISM = 16;
        private static final int DIGEST_BYTES = 32;
        private static final double MICROS_PER_KIB = 0.45;

        @Override
        public int digestBytes() {
            return DIGEST_BYTES;
        }

        @Override
        public double micros() {
            return 20 + MICROS_PER_KIB * memoryKiB * iterations;
        }

        @Override
        public PasswordHasher hasher(Runnable checkStopped) {
            return new Argon2idHasher(this, checkStopped);
        }
    }
}
