package io.gridmill.engine;

import io.gridmill.job.PlacementCodec;
import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tasks of a node may use, and who has had how much of it.
 *
 * @param resources amounts in all, in thousandths
 * @param used amounts that running tasks use up, in thousandths
 * @param users slots that each user has and had here of late
 */
public record Capacity(
        Map<String, Long> resources, Map<String, Long> used, Map<String, Double> users) {
    /** Most users told of; those with the least use are left out. */
    private static final int MOST_USERS = 256;

    public Capacity {
        resources = Map.copyOf(resources);
        used = Map.copyOf(used);
        users = Map.copyOf(users);
    }

    void write(DataOutput out) throws IOException {
        PlacementCodec.writeAmounts(resources, out);
        PlacementCodec.writeAmounts(used, out);
        Map<String, Double> told = most(users);
        Wire.varint(out, told.size());
        for (Map.Entry<String, Double> user : told.entrySet()) {
            Wire.text(out, user.getKey());
            out.writeDouble(user.getValue());
        }
    }

    private static Map<String, Double> most(Map<String, Double> users) {
        if (users.size() <= MOST_USERS) {
            return users;
        }
        Map<String, Double> most = new HashMap<>();
        users.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_USERS)
                .forEach(user -> most.put(user.getKey(), user.getValue()));
        return most;
    }

    static Capacity read(DataInput in) throws IOException {
        Map<String, Long> resources = PlacementCodec.readAmounts(in);
        Map<String, Long> used = PlacementCodec.readAmounts(in);
        int size = Wire.length(in);
        Map<String, Double> users = new HashMap<>();
        for (int i = 0; i < size; i++) {
            users.put(Wire.text(in), in.readDouble());
        }
        return new Capacity(resources, used, users);
    }
}
