package io.gridmill.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells this machine, since it was started, from others, and which processes run on it. */
final class Machines {
    private static final Logger LOG = LoggerFactory.getLogger(Machines.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PID_SPACE = Path.of("/proc/self/ns/pid");
    private static final long CLOCK_MILLIS = 2_000;

    private Machines() {}

    /** This machine and its space of process ids; empty where one cannot be told from another. */
    static String self() {
        try {
            String space = Files.readSymbolicLink(PID_SPACE).toString();
            String name = InetAddress.getLocalHost().getHostName();
            return name + " " + Files.readString(BOOT_ID).strip() + " " + space;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("This machine cannot be told from others", e);
            return "";
        }
    }

    /** When a process started, milliseconds since the epoch; 0 where that is not known. */
    static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether the process that started then runs; one whose end nobody has read yet does not. */
    static boolean runs(long pid, long started) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process) - started) <= CLOCK_MILLIS)
                .filter(_ -> !isZombie(pid))
                .isPresent();
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length()
                    && (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X');
        } catch (IOException e) {
            return false;
        }
    }
}
