package io.gridmill.execute;

import io.gridmill.task.TaskHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known at this node of the hints between the tasks of one job, and what of it the other
 * nodes have still to be told. Open addressing over primitive arrays, filled to a half at most: full,
 * it takes under 2 MiB. Thread-safe.
 */
public final class HintTable {
    private static final int FIRST_SLOTS = 16;

    /** Found at this node, so it is for this one to tell it. */
    private static final byte OWN = 1;

    /** Not told since it was found or is to be repeated. */
    private static final byte NEWS = 2;

    private int[] keys = new int[FIRST_SLOTS];
    private long[] values = empty(FIRST_SLOTS);
    private byte[] marks = new byte[FIRST_SLOTS];
    private int size;
    private int news;
    private int next;

    /** A key and the smallest value that was told for it. */
    public record Entry(int key, long value) {}

    private static long[] empty(int slots) {
        long[] values = new long[slots];
        Arrays.fill(values, TaskHints.NOTHING);
        return values;
    }

    /** The smallest value for a key; {@link TaskHints#NOTHING} for none. */
    public synchronized long lowest(int key) {
        return values[slot(key)];
    }

    /** A task of this node told a value; whether it is news to others. */
    public synchronized boolean lower(int key, long value) {
        return put(key, value, (byte) (OWN | NEWS));
    }

    /** Another node told a value. */
    public synchronized void heard(int key, long value) {
        boolean _ = put(key, value, (byte) 0);
    }

    private boolean put(int key, long value, byte mark) {
        int slot = slot(key);
        if (value >= values[slot]) {
            return false;
        }
        if (values[slot] == TaskHints.NOTHING) {
            if (size == TaskHints.MOST_KEYS) {
                return false;
            }
            size++;
            if (2 * size > keys.length) {
                grow();
                slot = slot(key);
            }
        }
        news += ((mark & NEWS) - (marks[slot] & NEWS)) / NEWS;
        keys[slot] = key;
        values[slot] = value;
        marks[slot] = mark;
        return true;
    }

    /** Where a key stands or belongs. */
    private int slot(int key) {
        int mask = keys.length - 1;
        int slot = ((key * 0x9E3779B9) >>> 7) & mask;
        while (values[slot] != TaskHints.NOTHING && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldValues = values;
        byte[] oldMarks = marks;
        keys = new int[2 * oldKeys.length];
        values = empty(keys.length);
        marks = new byte[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != TaskHints.NOTHING) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
                marks[slot] = oldMarks[i];
            }
        }
        next = 0;
    }

    /** Keys that something is known of. */
    public synchronized int size() {
        return size;
    }

    /** Some of what others have to be told, which counts as told from now on; none: nothing is left. */
    public synchronized List<Entry> takeNews(int most) {
        List<Entry> taken = new ArrayList<>(Math.min(most, news));
        for (int i = 0; i < keys.length && taken.size() < most && news > 0; i++) {
            int slot = next;
            next = (next + 1) & (keys.length - 1);
            if ((marks[slot] & NEWS) != 0) {
                marks[slot] = (byte) (marks[slot] & ~NEWS);
                news--;
                taken.add(new Entry(keys[slot], values[slot]));
            }
        }
        return taken;
    }

    /** All that this node found becomes news again, for nodes that came late or missed it. */
    public synchronized void repeat() {
        for (int i = 0; i < keys.length; i++) {
            if ((marks[i] & (OWN | NEWS)) == OWN) {
                marks[i] = OWN | NEWS;
                news++;
            }
        }
    }
}
