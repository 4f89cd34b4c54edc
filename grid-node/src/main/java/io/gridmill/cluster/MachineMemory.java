package io.gridmill.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How full the machine's memory, or the container's, is. What can be freed at once counts as free. */
final class MachineMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP_STAT = Path.of("/sys/fs/cgroup/memory.stat");
    private static final Path CGROUP_CURRENT = Path.of("/sys/fs/cgroup/memory.current");

    private final OperatingSystemMXBean system;

    MachineMemory(OperatingSystemMXBean system) {
        this.system = system;
    }

    /** What of it there is for tasks, in thousandths of a byte; empty where it is not known. */
    static Map<String, Long> resources() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        return bytes > 0 ? Map.of("memory", bytes * 1_000) : Map.of();
    }

    /** Share in use, 0 to 1; negative when not known. */
    double inUse() {
        long limit = system.getTotalMemorySize();
        if (limit <= 0) {
            return -1;
        }
        try {
            if (!Files.isReadable(MEMINFO)) {
                return 1 - (double) system.getFreeMemorySize() / limit;
            }
            String meminfo = text(MEMINFO);
            long total = number(meminfo, "MemTotal:") * 1024;
            long available = number(meminfo, "MemAvailable:") * 1024;
            if (total <= 0 || available < 0) {
                return -1;
            }
            return limit < total ? containerInUse(limit) : 1 - (double) available / total;
        } catch (IOException | NumberFormatException e) {
            // Not known is no reason for anything.
            return -1;
        }
    }

    /** A container's own use counts the cache of files, which is given back when it is needed. */
    private static double containerInUse(long limit) throws IOException {
        if (!Files.isReadable(CGROUP_CURRENT) || !Files.isReadable(CGROUP_STAT)) {
            return -1;
        }
        long current = Long.parseLong(text(CGROUP_CURRENT).strip());
        long cache = Math.max(0, number(text(CGROUP_STAT), "inactive_file"));
        return (double) Math.max(0, current - cache) / limit;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    /** The number behind a name at the start of a line; -1 where it is not there. */
    private static long number(String text, String name) {
        for (String line : text.lines().toList()) {
            if (line.startsWith(name)) {
                String[] words = line.substring(name.length()).strip().split("\\s+", 2);
                return Long.parseLong(words[0]);
            }
        }
        return -1;
    }
}
