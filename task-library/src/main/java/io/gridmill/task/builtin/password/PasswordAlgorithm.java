package io.gridmill.task.builtin.password;

import java.util.Arrays;
import java.util.List;

/**
 * The algorithms of {@code password-hash}, with what their parameter {@code cost} may be. Defaults
 * follow the OWASP Password Storage Cheat Sheet (2025) where it is not below the usual default.
 */
enum PasswordAlgorithm {
    SHA_256("SHA-256", 1, PasswordAlgorithm.ANY_COST, 1),
    SHA_512("SHA-512", 1, PasswordAlgorithm.ANY_COST, 1),
    BCRYPT("bcrypt", HashScheme.Bcrypt.LEAST_COST, HashScheme.Bcrypt.MOST_COST, 12),
    PBKDF2(
            "PBKDF2",
            HashScheme.Pbkdf2.LEAST_ITERATIONS,
            HashScheme.Pbkdf2.MOST_ITERATIONS,
            600_000),
    ARGON2ID("Argon2id", 1, HashScheme.Argon2id.MOST_ITERATIONS, 2);

    /** The highest cost of any. */
    static final int ANY_COST = HashScheme.Pbkdf2.MOST_ITERATIONS;

    static final List<String> NAMES =
            Arrays.stream(values()).map(PasswordAlgorithm::publicName).toList();

    private final String publicName;
    private final int leastCost;
    private final int mostCost;
    private final int usualCost;

    PasswordAlgorithm(String publicName, int leastCost, int mostCost, int usualCost) {
        this.publicName = publicName;
        this.leastCost = leastCost;
        this.mostCost = mostCost;
        this.usualCost = usualCost;
    }

    static PasswordAlgorithm named(String name) {
        return values()[NAMES.indexOf(name)];
    }

    /** As in job requests. */
    String publicName() {
        return publicName;
    }

    int leastCost() {
        return leastCost;
    }

    int mostCost() {
        return mostCost;
    }

    /** The cost where none is asked for. */
    int usualCost() {
        return usualCost;
    }
}
