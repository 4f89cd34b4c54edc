package io.gridmill.cli;

import io.gridmill.report.JobStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Shows progress on standard error: a bar that redraws itself on a terminal, else a few lines. */
final class ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(1);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final Terminal.Screen screen;
    private final boolean live;
    private final RateWindow rate = new RateWindow(TimeUnit.SECONDS.toNanos(5));
    private String lastLine = "";
    private long lastShown;

    ProgressDisplay(Terminal terminal) {
        this.err = terminal.err();
        this.screen = terminal.screen();
        this.live = terminal.live();
    }

    /** How long to wait between two calls of {@link #show}. */
    Duration interval() {
        return live ? REDRAW : LINE;
    }

    /** Shows where a job stands, unless it was just shown. */
    void showAtIntervals(JobStatus job) {
        long now = System.nanoTime();
        if (now - lastShown >= interval().toNanos()) {
            show(job);
        }
    }

    /** Shows where a job stands. */
    void show(JobStatus job) {
        lastShown = System.nanoTime();
        ProgressView view = ProgressView.of(job, rate.add(lastShown, job.tasks().ended()));
        String line =
                live
                        ? ProgressLine.bar(view, screen.columns(), screen.unicode())
                        : ProgressLine.plain(view);
        if (line.equals(lastLine)) {
            return;
        }
        lastLine = line;
        if (live) {
            err.print("\r" + line + "\u001b[K");
            err.flush();
        } else {
            err.println(line);
        }
    }

    /** Writes a line of its own that stays. */
    void say(String line) {
        clear();
        err.println(line);
    }

    /** Leaves a clean line. */
    void clear() {
        if (live && !lastLine.isEmpty()) {
            err.print(CLEAR);
            err.flush();
            lastLine = "";
        }
    }

    /** The last line of an ended job. */
    void summarise(JobStatus job) {
        say(summary(job));
    }

    static String summary(JobStatus job) {
        Instant ended = Objects.requireNonNullElseGet(job.times().ended(), Instant::now);
        Duration time = Duration.between(job.times().created(), ended);
        // Tasks that were skipped took no time and would make a cancelled job look fast.
        long worked = job.tasks().succeeded() + job.tasks().failed();
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        return job.state().name().toLowerCase(Locale.ROOT)
                + ": "
                + Figures.count(job.tasks().total())
                + (job.tasks().total() == 1 ? " task in " : " tasks in ")
                + Figures.duration(time)
                + ", "
                + Figures.rate(worked / seconds)
                + " tasks/s, "
                + Figures.count(job.statistics().retried())
                + " retried, "
                + Figures.count(job.statistics().lost())
                + " lost";
    }
}
