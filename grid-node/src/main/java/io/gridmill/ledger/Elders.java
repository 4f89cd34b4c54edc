package io.gridmill.ledger;

import io.gridmill.ledger.TaskBlock.Elder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first copies in a block being changed; see {@link BlockEdit}. */
final class Elders {
    private List<Elder> list;
    private boolean changed;

    Elders(List<Elder> before) {
        list = before;
    }

    List<Elder> list() {
        return list;
    }

    /** Replaces all of them. */
    void set(List<Elder> other) {
        list = other;
    }

    /** Whether one was added or dropped. */
    boolean changed() {
        return changed;
    }

    /** The first copy of a task that may have a second one; null for none. */
    @Nullable Elder of(int index) {
        if (list.isEmpty()) {
            return null;
        }
        for (Elder elder : list) {
            if (elder.index() == index) {
                return elder;
            }
        }
        return null;
    }

    /** Whether a claim holds the first copy of any task. */
    boolean heldBy(int place) {
        for (Elder elder : list) {
            if (elder.claim() == place) {
                return true;
            }
        }
        return false;
    }

    void add(Elder elder) {
        list = new ArrayList<>(list);
        list.add(elder);
        changed = true;
    }

    void drop(Elder elder) {
        list = new ArrayList<>(list);
        list.remove(elder);
        changed = true;
    }
}
