package io.gridmill.report;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node as people are told about it.
 *
 * @param id stable while the node runs
 * @param address host and port of its member
 * @param reason why it is not ONLINE, all reasons that apply; null when it is
 * @param since when it came to this state
 * @param self whether it is the node that answers
 * @param role hybrid, scheduler or worker
 * @param labels what its owner calls it
 * @param types task types that it runs, by name
 * @param slots tasks it runs at once; 0 when it is OFFLINE
 * @param busy slots that run a task
 * @param ready tasks that wait in blocks it owns
 * @param cpu share of the machine in use, 0 to 1; negative when not known
 * @param foreignCpu share of the machine that others than the grid use; negative when not known
 * @param memory share of the heap in use, 0 to 1
 * @param load one-minute load average per core; negative when not known
 * @param tasksDone tasks it has ended since it started
 * @param running what its slots run now, "JOB/TASK"
 * @param resources what its tasks may use, by name
 */
public record NodeStatus(
        String id,
        String name,
        String address,
        NodeState state,
        @Nullable String reason,
        Instant since,
        boolean self,
        String role,
        Map<String, String> labels,
        List<String> types,
        int slots,
        int busy,
        long ready,
        double cpu,
        double foreignCpu,
        double memory,
        double load,
        long tasksDone,
        long pid,
        long uptimeMillis,
        String version,
        List<String> running,
        Map<String, Resource> resources) {
    public NodeStatus {
        // By name: they are read by people, and two answers are compared.
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    }

    /**
     * How much of something a node has.
     *
     * @param total in all, such as {@code 2} or {@code 4GiB}
     * @param used by tasks that run
     */
    public record Resource(String total, String used) {}
}
