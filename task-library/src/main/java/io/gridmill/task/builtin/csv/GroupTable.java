package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of the rows read so far: a hash table with open addressing. */
final class GroupTable {
    private static final int FIRST_SLOTS = 1024;

    /** A slot, a key with its header, and the entry. */
    private static final int BYTES_PER_GROUP = 64;

    private final List<Measure> measures;
    private @Nullable Entry[] slots = new @Nullable Entry[FIRST_SLOTS];
    private int size;
    private long memory;

    private static final class Entry {
        private final byte[] key;
        private final int hash;
        private final GroupState state;

        Entry(byte[] key, int hash, GroupState state) {
            this.key = key;
            this.hash = hash;
            this.state = state;
        }
    }

    GroupTable(List<Measure> measures) {
        this.measures = measures;
    }

    int size() {
        return size;
    }

    /** Bytes of memory it takes, about. */
    long memory() {
        return memory;
    }

    /** Notes that a group's state takes more memory. */
    void grew(long bytes) {
        memory += bytes;
    }

    /** The state of a group, new where there was none. */
    GroupState group(byte[] key, int length) {
        int hash = hash(key, length);
        int slot = hash & (slots.length - 1);
        Entry entry = slots[slot];
        while (entry != null) {
            if (entry.hash == hash
                    && Arrays.equals(entry.key, 0, entry.key.length, key, 0, length)) {
                return entry.state;
            }
            slot = (slot + 1) & (slots.length - 1);
            entry = slots[slot];
        }
        Entry added = new Entry(Arrays.copyOf(key, length), hash, new GroupState(measures));
        slots[slot] = added;
        size++;
        memory += BYTES_PER_GROUP + length + added.state.memory();
        if (size * 2 > slots.length) {
            grow();
        }
        return added.state;
    }

    /** Hands on all groups in their order. */
    void forEachSorted(GroupSink sink) throws IOException {
        Entry[] sorted = new Entry[size];
        int n = 0;
        for (Entry entry : slots) {
            if (entry != null) {
                sorted[n++] = entry;
            }
        }
        Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(a.key, b.key));
        for (Entry entry : sorted) {
            sink.add(entry.key, entry.key.length, entry.state);
        }
    }

    void clear() {
        slots = new @Nullable Entry[FIRST_SLOTS];
        size = 0;
        memory = 0;
    }

    private void grow() {
        @Nullable Entry[] larger = new @Nullable Entry[slots.length * 2];
        for (Entry entry : slots) {
            if (entry != null) {
                int slot = entry.hash & (larger.length - 1);
                while (larger[slot] != null) {
                    slot = (slot + 1) & (larger.length - 1);
                }
                larger[slot] = entry;
            }
        }
        slots = larger;
    }

    private static int hash(byte[] key, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + key[i];
        }
        hash *= 0x9e37_79b9;
        return hash ^ (hash >>> 15);
    }
}
