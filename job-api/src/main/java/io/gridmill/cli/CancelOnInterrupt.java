package io.gridmill.cli;

import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.GridException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the job when the process is told to stop (Ctrl-C), so that nobody works for nobody. The
 * virtual machine then exits with 128 and the signal's number: 130 for Ctrl-C.
 */
final class CancelOnInterrupt implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GridAccess grid;
    private final Terminal terminal;
    private final Thread hook;
    private volatile @Nullable String job;

    CancelOnInterrupt(GridAccess grid, Terminal terminal) {
        this.grid = grid;
        this.terminal = terminal;
        this.hook = new Thread(this::stop, "gridmill-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Names the job to cancel. */
    void guard(String id) {
        job = id;
    }

    /** There is nothing to cancel any more. */
    @Override
    public void close() {
        job = null;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // Too late, the process is ending; the hook does what is left.
        }
    }

    private void stop() {
        String id = job;
        if (id != null) {
            terminal.err().println();
            terminal.err().println("Interrupted: cancelling job " + id + "...");
            try {
                grid.cancel(id);
                grid.awaitEnd(id, PATIENCE);
            } catch (GridException | ServerUnreachableException e) {
                terminal.err().println(ErrorReport.of(e).text());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        grid.close();
    }
}
