package io.gridmill.task.builtin.password;

import io.gridmill.task.TaskHints;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task hears of the others' finds and tells of its own: for the key of a hash the place of a
 * word that it has, which is the word's line or first byte, so that a smaller one stands earlier. A
 * hash that an earlier word is known to have need not be tried: the answer names its first word.
 */
final class AuditHints {
    /** Run time of work, in microseconds, for which to look once for each hash: some hundredths. */
    private static final double MICROS_PER_LOOK = 1;

    private static final int MOST_WORDS_PER_LOOK = 1 << 20;

    private final TaskHints hints;
    private final HashTargets targets;
    private final List<Find> finds = new ArrayList<>();
    private int wordsToLook;

    private record Find(int key, long word) {}

    AuditHints(TaskHints hints, HashTargets targets) {
        this.hints = hints;
        this.targets = targets;
    }

    /** A word is next, or none before it; leaves what need not be tried with it or with later ones. */
    void next(long word) {
        if (--wordsToLook < 0) {
            targets.leaveIf(hash -> hints.lowest(hash.key()) < word);
            double words = MICROS_PER_LOOK * targets.left() / Math.max(1e-3, targets.micros());
            wordsToLook = (int) Math.min(words, MOST_WORDS_PER_LOOK);
        }
    }

    void found(ListedHash hash, long word) {
        finds.add(new Find(hash.key(), word));
    }

    /**
     * Tells what was found. Not before the task has done all its work: what a task that fails has
     * found is in no answer.
     */
    void tell() {
        finds.forEach(find -> hints.lower(find.key, find.word));
    }
}
