package io.gridmill.job;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a name that is not known. */
public final class NearestName {
    private NearestName() {}

    /** The known name most like {@code name}; empty when none is like it. */
    public static Optional<String> of(String name, Collection<String> known) {
        // More than a third of the letters wrong is another word, not a slip of the keyboard.
        int best = Math.max(1, name.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        if (name.length() > 64) {
            return nearest;
        }
        for (String candidate : known) {
            int distance =
                    distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
