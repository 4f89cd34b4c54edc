package io.gridmill.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as people are told about it.
 *
 * @param id stable while the node runs
 * @param address host and port of its member
 * @param reason why it is not ONLINE; null when it is
 * @param self whether it is the node that answers
 * @param slots tasks it runs at once
 * @param busy slots that run a task
 * @param ready tasks that wait in blocks it owns
 * @param cpu share of the machine in use, 0 to 1; negative when not known
 * @param memory share of the heap in use, 0 to 1
 * @param load one-minute load average per core; negative when not known
 * @param tasksDone tasks it has ended since it started
 * @param running what its slots run now, "JOB/TASK"
 */
public record NodeStatus(
        String id,
        String name,
        String address,
        NodeState state,
        @Nullable String reason,
        boolean self,
        String role,
        int slots,
        int busy,
        long ready,
        double cpu,
        double memory,
        double load,
        long tasksDone,
        long pid,
        long uptimeMillis,
        String version,
        List<String> running) {}
