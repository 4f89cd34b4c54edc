package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which additions to open jobs were begun under a key, and where, so that a repetition finds what is
 * there already. Kept for a day. Thread-safe.
 */
public final class IntakeKeys {
    private static final String INTAKES = "intakes";
    private static final long KEPT_HOURS = 24;

    private final IMap<String, String> intakes;

    public IntakeKeys(HazelcastInstance hazelcast) {
        this.intakes = hazelcast.getMap(INTAKES);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(Ledger.map(INTAKES, backups));
    }

    /**
     * An addition.
     *
     * @param block number of the block with which it began
     * @param digest of what is added
     */
    public record Begun(int block, String digest) {}

    /** What was begun under a key; null for nothing. */
    public @Nullable Begun find(String job, String key) {
        return read(Ledger.answered(() -> intakes.get(name(job, key))));
    }

    /** Notes what begins under a key; gives what was begun under it before, or this. */
    public Begun begin(String job, String key, Begun begun) {
        String text = begun.block + " " + begun.digest;
        Begun before =
                read(
                        Ledger.answered(
                                () ->
                                        intakes.putIfAbsent(
                                                name(job, key), text, KEPT_HOURS, TimeUnit.HOURS)));
        return before == null ? begun : before;
    }

    private static String name(String job, String key) {
        return job + "/" + key;
    }

    private static @Nullable Begun read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int space = text.indexOf(' ');
        return new Begun(Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
    }
}
