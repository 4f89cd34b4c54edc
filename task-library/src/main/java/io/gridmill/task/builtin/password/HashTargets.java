package io.gridmill.task.builtin.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The hashes that words are tried against. A word is hashed once for all hashes without salt, and
 * once for all that have salt and cost in common. A hash that was found or left is tried no more.
 */
final class HashTargets {
    private final List<Unsalted> unsalted = new ArrayList<>();
    private final List<Salted> salted = new ArrayList<>();

    /** Lines of the hashes without salt that are tried no more. */
    private final Set<Long> done = new HashSet<>();

    private int left;

    /**
     * @param checkStopped called every few milliseconds where the algorithms allow it
     */
    HashTargets(List<ListedHash> hashes, Runnable checkStopped) {
        this.left = hashes.size();
        Map<ShaFunction, List<ListedHash>> plain = new EnumMap<>(ShaFunction.class);
        Map<HashScheme, PasswordHasher> hashers = new HashMap<>();
        Map<Computation, Salted> groups = new HashMap<>();
        for (ListedHash listed : hashes) {
            EncodedHash hash = listed.hash();
            if (hash.scheme() instanceof HashScheme.Sha(ShaFunction function)) {
                plain.computeIfAbsent(function, _ -> new ArrayList<>()).add(listed);
            } else {
                PasswordHasher hasher =
                        hashers.computeIfAbsent(
                                hash.scheme(), scheme -> scheme.hasher(checkStopped));
                groups.computeIfAbsent(new Computation(hash), _ -> added(new Salted(hash, hasher)))
                        .wanted
                        .add(listed);
            }
        }
        plain.forEach((function, list) -> unsalted.add(new Unsalted(function, list)));
    }

    private Salted added(Salted group) {
        salted.add(group);
        return group;
    }

    /** Whether no hash is left to be found. */
    boolean allDone() {
        return left == 0;
    }

    /** Hashes that are left to be found. */
    int left() {
        return left;
    }

    /** Rough run time of trying a word, in microseconds. */
    double micros() {
        double micros = 0;
        for (Unsalted group : unsalted) {
            micros += group.wanted.isEmpty() ? 0 : group.function.micros();
        }
        for (Salted group : salted) {
            micros += group.computation.scheme().micros();
        }
        return micros;
    }

    /** Tries some hashes no more. */
    void leaveIf(Predicate<ListedHash> answered) {
        for (Unsalted group : unsalted) {
            group.wanted.removeIf(hash -> done.contains(hash.line()));
            group.wanted.removeIf(hash -> answered.test(hash) && finish(hash));
        }
        for (Iterator<Salted> groups = salted.iterator(); groups.hasNext(); ) {
            Salted group = groups.next();
            int before = group.wanted.size();
            group.wanted.removeIf(answered);
            left -= before - group.wanted.size();
            if (group.wanted.isEmpty()) {
                groups.remove();
            }
        }
    }

    /** One without salt is tried no more; whether it was until now. */
    private boolean finish(ListedHash hash) {
        if (!done.add(hash.line())) {
            return false;
        }
        left--;
        return true;
    }

    /**
     * Tries one word.
     *
     * @param match told each hash that this word has, and none before had
     */
    void tryWord(byte[] bytes, int from, int to, Consumer<ListedHash> match) {
        for (Unsalted group : unsalted) {
            if (group.wanted.isEmpty()) {
                continue;
            }
            group.hasher.hash(bytes, from, to, group.digest, group.digest, 0, group.digest.length);
            group.table.find(
                    group.digest,
                    hash -> {
                        if (finish(hash)) {
                            match.accept(hash);
                        }
                    });
        }
        for (Iterator<Salted> groups = salted.iterator(); groups.hasNext(); ) {
            Salted group = groups.next();
            int before = group.wanted.size();
            group.tryWord(bytes, from, to, match);
            left -= before - group.wanted.size();
            if (group.wanted.isEmpty()) {
                groups.remove();
            }
        }
    }

    /** Equal for hashes that one computation serves. */
    private record Computation(EncodedHash hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Computation(EncodedHash it) && hash.sameComputation(it);
        }

        @Override
        public int hashCode() {
            return 31 * hash.scheme().hashCode() + Arrays.hashCode(hash.salt());
        }
    }

    /** All hashes of one function without salt. */
    private static final class Unsalted {
        final ShaFunction function;
        final PasswordHasher hasher;
        final byte[] digest;
        final DigestTable table;

        /** Those that are left, and some that were found since they were last looked through. */
        final List<ListedHash> wanted;

        Unsalted(ShaFunction function, List<ListedHash> hashes) {
            this.function = function;
            this.wanted = hashes;
            hasher = new ShaHasher(function);
            digest = new byte[function.digestBytes()];
            table = new DigestTable(hashes);
        }
    }

    /** The hashes of one computation. */
    private static final class Salted {
        final EncodedHash computation;
        final PasswordHasher hasher;
        final byte[] digest;
        final List<ListedHash> wanted = new ArrayList<>();

        Salted(EncodedHash computation, PasswordHasher hasher) {
            this.computation = computation;
            this.hasher = hasher;
            this.digest = new byte[computation.digest().length];
        }

        void tryWord(byte[] bytes, int from, int to, Consumer<ListedHash> match) {
            boolean bcrypt = computation.scheme() instanceof HashScheme.Bcrypt;
            if (bcrypt && !HashScheme.Bcrypt.takes(bytes, from, to)) {
                return;
            }
            hasher.hash(bytes, from, to, computation.salt(), digest, 0, digest.length);
            for (Iterator<ListedHash> hashes = wanted.iterator(); hashes.hasNext(); ) {
                ListedHash hash = hashes.next();
                if (Arrays.equals(hash.hash().digest(), digest)) {
                    hashes.remove();
                    match.accept(hash);
                }
            }
        }
    }
}
