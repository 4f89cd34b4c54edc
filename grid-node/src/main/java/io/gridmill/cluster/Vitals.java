package io.gridmill.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How this machine and process are. Thread-safe. */
final class Vitals {
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long started = ManagementFactory.getRuntimeMXBean().getStartTime();

    /** Share of the machine's processors in use, 0 to 1; negative when not known. */
    double cpu() {
        return system.getCpuLoad();
    }

    /** Share of the heap's limit in use, 0 to 1. */
    double memory() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }

    /** One-minute load average per processor; negative when not known. */
    double load() {
        double average = system.getSystemLoadAverage();
        return average < 0 ? -1 : average / Runtime.getRuntime().availableProcessors();
    }

    /** When the process started, milliseconds since the epoch. */
    long started() {
        return started;
    }
}
