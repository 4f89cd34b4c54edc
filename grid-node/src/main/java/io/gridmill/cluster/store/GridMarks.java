package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small facts about the grid as a whole that live as long as it does. Thread-safe; waits. */
public final class GridMarks {
    private static final String MARKS = "marks";
    private static final String LOADED = "loaded";
    private static final String GRID = "grid";
    private static final String PROGRESS = "progress";
    private static final String DONE = "done";
    private static final String BY = "by ";

    private final IMap<String, String> marks;

    public GridMarks(HazelcastInstance hazelcast) {
        this.marks = hazelcast.getMap(MARKS);
    }

    static void configure(Config config, int backups) {
        config.addMapConfig(
                new MapConfig(MARKS).setBackupCount(backups).setStatisticsEnabled(false));
    }

    /** A name for this life of the grid, the same at all members. */
    public String grid(String otherwise) {
        String known = Ledger.answered(() -> marks.putIfAbsent(GRID, otherwise));
        return known == null ? otherwise : known;
    }

    /** The grid has this name, whatever stands there: what it said may be lost, or be a joined one's. */
    public void keepGrid(String name) {
        if (!name.equals(Ledger.answered(() -> marks.get(GRID)))) {
            Ledger.answered(() -> marks.put(GRID, name));
        }
    }

    /** Whether the jobs of an earlier grid have been loaded from the store. */
    public boolean loaded() {
        return DONE.equals(Ledger.answered(() -> marks.get(LOADED)));
    }

    /** The node that loads them; null when none does. */
    public @Nullable String loader() {
        String mark = Ledger.answered(() -> marks.get(LOADED));
        return mark == null || !mark.startsWith(BY) ? null : mark.substring(BY.length());
    }

    /** Makes a node the one that loads, where the one before it was another; whether it is now. */
    public boolean load(@Nullable String before, String node) {
        Boolean now =
                Ledger.answered(
                        () ->
                                before == null
                                        ? marks.putIfAbsent(LOADED, BY + node) == null
                                        : marks.replace(LOADED, BY + before, BY + node));
        return Boolean.TRUE.equals(now);
    }

    /** How far the loading is, in words that the reader knows; null where nobody said. */
    public @Nullable String progress() {
        return Ledger.answered(() -> marks.get(PROGRESS));
    }

    /** The loading has come so far. */
    public void progress(String words) {
        Ledger.answered(() -> marks.put(PROGRESS, words));
    }

    /** Keeps a line about something that was done to the grid, under a key of its own. */
    public void note(String kind, String key, String line) {
        Ledger.answered(() -> marks.putIfAbsent(kind + "/" + key, line));
    }

    /** The lines of a kind, in the order of their keys. */
    public List<String> notes(String kind) {
        Map<String, String> found = new TreeMap<>();
        Set<String> keys = Ledger.answered(marks::keySet);
        for (String key : keys == null ? Set.<String>of() : keys) {
            String line = key.startsWith(kind + "/") ? marks.get(key) : null;
            if (line != null) {
                found.put(key, line);
            }
        }
        return List.copyOf(found.values());
    }

    /** The jobs are loaded, by this node. */
    public void loadedBy(String node) {
        Ledger.answered(() -> marks.replace(LOADED, BY + node, DONE));
    }
}
