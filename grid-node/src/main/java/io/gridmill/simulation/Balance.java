package io.gridmill.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which member keeps which copies.
 *
 * @param members as they are at the moment of asking
 */
record Balance(List<Partition> partitions, List<Node> members, int backups) {

    /** Gives each partition the copies it should have. */
    void fill() {
        int[] load = loads(false);
        for (Partition partition : partitions) {
            while (partition.replicas.size() <= backups
                    && partition.replicas.size() < members.size()) {
                int least = -1;
                for (int i = 0; i < members.size(); i++) {
                    boolean free = !partition.replicas.contains(members.get(i));
                    if (free && (least < 0 || load[i] < load[least])) {
                        least = i;
                    }
                }
                load[least]++;
                partition.join(members.get(least));
            }
        }
    }

    private int[] loads(boolean ownersOnly) {
        Map<Node, Integer> places = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            places.put(members.get(i), i);
        }
        int[] load = new int[members.size()];
        for (Partition partition : partitions) {
            int count =
                    ownersOnly ? Math.min(1, partition.replicas.size()) : partition.replicas.size();
            for (int i = 0; i < count; i++) {
                load[places.getOrDefault(partition.replicas.get(i), 0)]++;
            }
        }
        return load;
    }

    /** Moves partitions from those who own many to those who own few. */
    void even() {
        int[] load = loads(true);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            order.add(i);
        }
        for (Partition partition : partitions) {
            Node owner = partition.owner();
            int from = owner == null ? -1 : members.indexOf(owner);
            if (from < 0) {
                continue;
            }
            int to = order.stream().min(Comparator.comparingInt(i -> load[i])).orElse(from);
            if (load[from] - load[to] > 1) {
                Node target = members.get(to);
                if (!partition.backups().contains(target) && !partition.backups().isEmpty()) {
                    partition.moveBackup(partition.backups().getLast(), target);
                } else if (partition.backups().isEmpty()) {
                    partition.join(target);
                }
                partition.migrate(target);
                if (partition.replicas.size() > backups + 1) {
                    partition.drop(members.get(from));
                }
                load[from]--;
                load[to]++;
            }
        }
    }
}
