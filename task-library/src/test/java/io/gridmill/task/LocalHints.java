package io.gridmill.task;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** Hints between tasks that run one after another in this thread; some may be lost, some missed. */
@NullMarked
public final class LocalHints implements TaskHints {
    private final Map<Integer, Long> lowest = new HashMap<>();
    private final Random random;
    private final double lost;

    /**
     * Nothing told yet.
     *
     * @param lost the share of what is told, and again of what is asked, that comes to nothing
     */
    public LocalHints(Random random, double lost) {
        this.random = random;
        this.lost = lost;
    }

    @Override
    public void lower(int key, long value) {
        if (random.nextDouble() >= lost) {
            lowest.merge(key, value, Math::min);
        }
    }

    @Override
    public long lowest(int key) {
        return random.nextDouble() < lost ? NOTHING : lowest.getOrDefault(key, NOTHING);
    }

    /** Number of keys that something is known of. */
    public int size() {
        return lowest.size();
    }
}
