package io.gridmill.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Which nodes say that work waits, by how urgent it is. Not thread-safe. */
final class WaitingWork {
    private final TreeMap<Integer, List<String>> byPriority = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private volatile int top;

    /** Where a node stands. */
    private record Place(int priority, int index) {}

    /** A node's highest priority that waits; 0 for nothing. */
    void note(String node, int priority) {
        Place place = places.get(node);
        if (place != null && place.priority == priority) {
            return;
        }
        if (place != null) {
            remove(node, place);
        }
        if (priority > 0) {
            List<String> nodes = byPriority.computeIfAbsent(priority, _ -> new ArrayList<>());
            places.put(node, new Place(priority, nodes.size()));
            nodes.add(node);
        }
        top = byPriority.isEmpty() ? 0 : byPriority.lastKey();
    }

    /** The highest there is; 0 for none. May be asked by any thread. */
    int top() {
        return top;
    }

    /** The last one takes the place that becomes free. */
    private void remove(String node, Place place) {
        places.remove(node);
        List<String> nodes = byPriority.get(place.priority);
        if (nodes == null) {
            return;
        }
        String moved = nodes.removeLast();
        if (!moved.equals(node)) {
            nodes.set(place.index, moved);
            places.put(moved, place);
        }
        if (nodes.isEmpty()) {
            byPriority.remove(place.priority);
        }
    }

    /** One of those with the most urgent work, by chance; empty text when nothing waits. */
    String pick(RandomGenerator random) {
        if (byPriority.isEmpty()) {
            return "";
        }
        List<String> nodes = byPriority.lastEntry().getValue();
        return nodes.get(nodes.size() == 1 ? 0 : random.nextInt(nodes.size()));
    }
}
