package io.gridmill.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures this machine and process. For one thread. */
final class Vitals {
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<MemoryPoolMXBean> heapPools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();
    private final MachineMemory memory = new MachineMemory(system);
    private Map<Long, Long> childNanos = new HashMap<>();
    private long lastProcessNanos = system.getProcessCpuTime();
    private long lastNanos = System.nanoTime();

    /**
     * What was measured.
     *
     * @param cpu share of all processors in use, 0 to 1; negative when not known
     * @param ownCpu share of all processors that this process and its children used
     * @param load load average of one minute, per core; negative when not known
     * @param heapInUse share of the heap's limit in use
     * @param heapNeeded share of it in use after the last collection; negative when not known
     * @param memory share of the machine's memory in use; negative when not known
     */
    record Reading(
            double cpu,
            double ownCpu,
            double load,
            double heapInUse,
            double heapNeeded,
            double memory) {}

    /**
     * Measures since the last call.
     *
     * @param withChildren whether to look for child processes, which costs a look at all processes
     * @param nodes processes of nodes on this machine, which are nobody's children here
     */
    Reading read(boolean withChildren, Set<Long> nodes) {
        long now = System.nanoTime();
        double spare = (double) Math.max(1, now - lastNanos) * cores();
        long processNanos = system.getProcessCpuTime();
        long used = processNanos - lastProcessNanos;
        used += withChildren ? childrenUsed(nodes) : 0;
        lastNanos = now;
        lastProcessNanos = processNanos;
        return new Reading(
                system.getCpuLoad(),
                Math.clamp(used / spare, 0.0, 1.0),
                load(),
                heapInUse(),
                heapNeeded(),
                memory.inUse());
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** When the process started, milliseconds since the epoch. */
    static long started() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private long childrenUsed(Set<Long> nodes) {
        Map<Long, Long> before = childNanos;
        Map<Long, Long> present = new HashMap<>();
        ProcessHandle.current()
                .children()
                .filter(child -> !nodes.contains(child.pid()))
                .forEach(child -> addTree(child, present));
        childNanos = present;
        long used = 0;
        for (Map.Entry<Long, Long> child : present.entrySet()) {
            used += Math.max(0, child.getValue() - before.getOrDefault(child.getKey(), 0L));
        }
        return used;
    }

    private static void addTree(ProcessHandle child, Map<Long, Long> to) {
        to.put(child.pid(), cpuNanos(child));
        child.descendants().forEach(below -> to.put(below.pid(), cpuNanos(below)));
    }

    private static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private double load() {
        double average = system.getSystemLoadAverage();
        return average < 0 ? -1 : average / cores();
    }

    private static double heapInUse() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }

    private double heapNeeded() {
        long used = 0;
        boolean known = false;
        for (MemoryPoolMXBean pool : heapPools) {
            MemoryUsage after = pool.getCollectionUsage();
            if (after != null) {
                known = true;
                // What is there now bounds it as well, where the last collection is long ago.
                used += Math.min(after.getUsed(), pool.getUsage().getUsed());
            }
        }
        return known ? (double) used / Runtime.getRuntime().maxMemory() : -1;
    }
}
