package io.gridmill.task.builtin.noop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the thread that asks; elapsed time where the JVM cannot tell. */
interface CpuClock {

    /** Nanoseconds since some fixed moment. */
    long nanos();

    static CpuClock ofThisThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean known =
                !Thread.currentThread().isVirtual()
                        && threads.isCurrentThreadCpuTimeSupported()
                        && threads.isThreadCpuTimeEnabled();
        return known ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }
}
