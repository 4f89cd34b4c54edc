package io.gridmill.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, first in time first, and of two at the same time the one that was added first.
 * What comes soon lies in slots of a millisecond each, and is sorted when its slot is reached: most
 * of it is alone there.
 */
final class EventQueue {
    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << 10;
    private static final long SLOT_MASK = SLOTS - 1;

    /** What lies before the end of the slot that was reached last. */
    private final EventHeap now = new EventHeap();

    /** What lies beyond all slots. */
    private final EventHeap later = new EventHeap();

    private final @Nullable EventHeap[] slots = new EventHeap[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private long reached;
    private int waiting;
    private long sequence;

    /** Adds an event that is not before any that was taken. */
    void add(long at, Runnable action) {
        long slot = at >> SLOT_BITS;
        if (slot <= reached) {
            now.add(at, sequence++, action);
        } else if (slot < reached + SLOTS) {
            toSlot(slot, at, sequence++, action);
        } else {
            later.add(at, sequence++, action);
        }
    }

    private void toSlot(long slot, long at, long order, Runnable action) {
        int place = (int) (slot & SLOT_MASK);
        EventHeap events = slots[place];
        if (events == null) {
            events = new EventHeap();
            slots[place] = events;
        }
        if (events.isEmpty()) {
            filled[place >> 6] |= 1L << place;
        }
        events.append(at, order, action);
        waiting++;
    }

    /** When the first is; max value when there is none. */
    long firstAt() {
        if (now.isEmpty()) {
            advance();
        }
        return now.isEmpty() ? Long.MAX_VALUE : now.firstAt();
    }

    /** Takes the first; there must be one. */
    Runnable take() {
        if (now.isEmpty()) {
            advance();
        }
        return now.removeFirst();
    }

    /** Goes to the next slot in which something is. */
    private void advance() {
        if (waiting > 0) {
            reach(nextFilled());
        } else if (!later.isEmpty()) {
            reach(later.firstAt() >> SLOT_BITS);
        }
    }

    private long nextFilled() {
        int from = (int) ((reached + 1) & SLOT_MASK);
        int word = from >> 6;
        long bits = filled[word] & (-1L << from);
        while (bits == 0) {
            word = (word + 1) % filled.length;
            bits = filled[word];
        }
        int place = (word << 6) + Long.numberOfTrailingZeros(bits);
        return reached + 1 + ((place - from) & SLOT_MASK);
    }

    private void reach(long slot) {
        reached = slot;
        int place = (int) (slot & SLOT_MASK);
        EventHeap events = slots[place];
        if (events != null && !events.isEmpty()) {
            waiting -= events.size();
            filled[place >> 6] &= ~(1L << place);
            events.moveTo(now);
        }
        while (!later.isEmpty() && later.firstAt() >> SLOT_BITS < reached + SLOTS) {
            long at = later.firstAt();
            long order = later.firstOrder();
            Runnable action = later.removeFirst();
            if (at >> SLOT_BITS <= reached) {
                now.add(at, order, action);
            } else {
                toSlot(at >> SLOT_BITS, at, order, action);
            }
        }
    }

    /** A heap of four children each, in three arrays. */
    private static final class EventHeap {
        private static final int ARITY = 4;

        private long[] times = new long[4];
        private long[] orders = new long[4];
        private Runnable[] actions = new Runnable[4];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        int size() {
            return size;
        }

        long firstAt() {
            return times[0];
        }

        long firstOrder() {
            return orders[0];
        }

        private void grow() {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                orders = Arrays.copyOf(orders, size * 2);
                actions = Arrays.copyOf(actions, size * 2);
            }
        }

        /** Adds to what is not sorted. */
        void append(long at, long order, Runnable action) {
            grow();
            put(size++, at, order, action);
        }

        void moveTo(EventHeap other) {
            for (int i = 0; i < size; i++) {
                other.add(times[i], orders[i], actions[i]);
            }
            Arrays.fill(actions, 0, size, null);
            size = 0;
        }

        void add(long at, long order, Runnable action) {
            grow();
            int i = size++;
            while (i > 0) {
                int parent = (i - 1) / ARITY;
                if (times[parent] < at || (times[parent] == at && orders[parent] < order)) {
                    break;
                }
                put(i, times[parent], orders[parent], actions[parent]);
                i = parent;
            }
            put(i, at, order, action);
        }

        private void put(int i, long at, long order, Runnable action) {
            times[i] = at;
            orders[i] = order;
            actions[i] = action;
        }

        Runnable removeFirst() {
            Runnable first = actions[0];
            size--;
            if (size > 0) {
                sink(times[size], orders[size], actions[size]);
            }
            return first;
        }

        private void sink(long at, long order, Runnable action) {
            int i = 0;
            for (int child = 1; child < size; child = i * ARITY + 1) {
                int best = child;
                int end = Math.min(child + ARITY, size);
                for (int c = child + 1; c < end; c++) {
                    best = earlier(c, best) ? c : best;
                }
                if (at < times[best] || (at == times[best] && order < orders[best])) {
                    break;
                }
                put(i, times[best], orders[best], actions[best]);
                i = best;
            }
            put(i, at, order, action);
        }

        private boolean earlier(int one, int other) {
            return times[one] < times[other]
                    || (times[one] == times[other] && orders[one] < orders[other]);
        }
    }
}
