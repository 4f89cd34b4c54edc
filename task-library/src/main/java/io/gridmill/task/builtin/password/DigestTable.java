package io.gridmill.task.builtin.password;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds which of many hashes without salt a word has: one computation and one look for all of them.
 * Open addressing; a digest is its own hash code. Fixed size, so it is filled at most to a half.
 */
final class DigestTable {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ListedHash[] slots;

    /** The beginnings of the digests in the slots, so that most looks end in one array. */
    private final long[] beginnings;

    private final int mask;

    /**
     * @param hashes at least one
     */
    DigestTable(List<ListedHash> hashes) {
        int size = Integer.highestOneBit(Math.max(2, hashes.size())) * 4;
        slots = new ListedHash[size];
        beginnings = new long[size];
        mask = size - 1;
        hashes.forEach(this::add);
    }

    private void add(ListedHash hash) {
        long beginning = (long) LONG.get(hash.hash().digest(), 0);
        int slot = (int) beginning & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = hash;
        beginnings[slot] = beginning;
    }

    /** Tells each hash, of equal ones too, that has this digest. */
    void find(byte[] digest, Consumer<ListedHash> found) {
        long beginning = (long) LONG.get(digest, 0);
        for (int slot = (int) beginning & mask; ; slot = (slot + 1) & mask) {
            if (beginnings[slot] == beginning) {
                ListedHash hash = slots[slot];
                if (hash != null && Arrays.equals(hash.hash().digest(), digest)) {
                    found.accept(hash);
                }
            }
            if (slots[slot] == null) {
                return;
            }
        }
    }
}
