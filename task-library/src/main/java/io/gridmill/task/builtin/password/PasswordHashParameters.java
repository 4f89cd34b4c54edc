package io.gridmill.task.builtin.password;

import io.gridmill.task.Parameters;

/**
 * How passwords are hashed.
 *
 * @param scheme the algorithm and what it costs
 */
record PasswordHashParameters(HashScheme scheme) {
    /** Stands for a cost that was not given. */
    private static final int USUAL = 0;

    private static final int USUAL_MEMORY = 19_456;

    static PasswordHashParameters read(Parameters source) {
        PasswordAlgorithm algorithm =
                PasswordAlgorithm.named(
                        source.choice("algorithm", "SHA-256", PasswordAlgorithm.NAMES));
        int given = source.integer("cost", USUAL, 1, PasswordAlgorithm.ANY_COST);
        int cost = given == USUAL ? algorithm.usualCost() : given;
        int memory =
                source.integer(
                        "memoryKiB",
                        USUAL_MEMORY,
                        HashScheme.Argon2id.LEAST_MEMORY,
                        HashScheme.Argon2id.MOST_MEMORY);
        int parallelism = source.integer("parallelism", 1, 1, HashScheme.Argon2id.MOST_PARALLELISM);
        if (cost < algorithm.leastCost() || cost > algorithm.mostCost()) {
            source.error(
                    "cost",
                    "range",
                    "must be "
                            + algorithm.leastCost()
                            + " to "
                            + algorithm.mostCost()
                            + " for "
                            + algorithm.publicName()
                            + ", is "
                            + cost);
        }
        int leastMemory = HashScheme.Argon2id.LEAST_MEMORY * parallelism;
        if (algorithm == PasswordAlgorithm.ARGON2ID && memory < leastMemory) {
            source.error(
                    "memoryKiB",
                    "range",
                    "must be at least 8 times parallelism, " + leastMemory + ", is " + memory);
        }
        source.done();
        return new PasswordHashParameters(scheme(algorithm, cost, memory, parallelism));
    }

    private static HashScheme scheme(
            PasswordAlgorithm algorithm, int cost, int memory, int parallelism) {
        return switch (algorithm) {
            case SHA_256 -> new HashScheme.Sha(ShaFunction.SHA_256);
            case SHA_512 -> new HashScheme.Sha(ShaFunction.SHA_512);
            case BCRYPT -> new HashScheme.Bcrypt(cost);
            case PBKDF2 -> new HashScheme.Pbkdf2(ShaFunction.SHA_256, cost);
            case ARGON2ID -> new HashScheme.Argon2id(memory, cost, parallelism);
        };
    }
}
