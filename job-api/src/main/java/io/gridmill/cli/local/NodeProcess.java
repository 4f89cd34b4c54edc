package io.gridmill.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node in a process of its own, started again when it dies. Thread-safe. */
final class NodeProcess {
    private final String name;
    private final List<String> command;
    private final boolean respawn;
    private final PrintStream err;
    private final Thread watcher;
    private @Nullable Process process;
    private boolean stopping;

    NodeProcess(String name, List<String> command, boolean respawn, PrintStream err) {
        this.name = name;
        this.command = List.copyOf(command);
        this.respawn = respawn;
        this.err = err;
        this.watcher = Thread.ofPlatform().daemon().name("gridmill-" + name).unstarted(this::watch);
    }

    String name() {
        return name;
    }

    void start() {
        watcher.start();
    }

    /** Kills it without a word, as a fault would; it is then started again if it is to be. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Asks it to leave; it is not started again. */
    synchronized void stop() {
        stopping = true;
        watcher.interrupt();
        if (process != null) {
            // Not Process.destroy: that closes the pipes, and what it says while it leaves is lost.
            process.toHandle().destroy();
        }
    }

    /** Waits for its end, then kills it. */
    void awaitEnd(long deadlineNanos) {
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last == null) {
            return;
        }
        try {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            if (!last.waitFor(left, TimeUnit.NANOSECONDS)) {
                say("does not end; killed");
                last.destroyForcibly();
            }
        } catch (InterruptedException _) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        RespawnDelay delay = new RespawnDelay();
        try {
            while (true) {
                long begun = System.nanoTime();
                Process started = launch();
                if (started == null) {
                    return;
                }
                pump(started);
                int status = started.waitFor();
                Duration lived = Duration.ofNanos(System.nanoTime() - begun);
                if (!goesOn(status, delay.after(lived))) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            // Told to stop; nobody asks this thread's state.
        } catch (IOException e) {
            say("cannot be started: " + e.getMessage());
        }
    }

    private synchronized @Nullable Process launch() throws IOException {
        if (stopping) {
            return null;
        }
        // The pipe to its input stays open as long as we live, however we die: it watches that.
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process;
    }

    private boolean goesOn(int status, Duration wait) throws InterruptedException {
        synchronized (this) {
            if (stopping) {
                return false;
            }
        }
        if (!respawn) {
            say("ended with status " + status + "; not started again");
            return false;
        }
        say("ended with status " + status + "; started again in " + wait.toSeconds() + " s");
        Thread.sleep(wait);
        return true;
    }

    private void pump(Process from) {
        try (BufferedReader lines = from.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(line);
            }
        } catch (IOException _) {
            // Its output broke off because it was killed; waitFor tells the rest.
        }
    }

    private void say(String line) {
        err.println("[" + name + "] " + line);
    }
}
