package io.gridmill.cluster;

import io.gridmill.cluster.store.GridMarks;
import io.gridmill.job.GridException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the loading of an earlier grid's jobs is, for all members to see. For one thread. */
final class LoadProgress {
    private static final Logger LOG = LoggerFactory.getLogger(LoadProgress.class);
    private static final long TELL_EVERY_NANOS = 200_000_000L;

    private final GridMarks marks;
    private final int total;
    private int loaded;
    private long toldAt;

    LoadProgress(GridMarks marks, int total) {
        this.marks = marks;
        this.total = total;
        tell();
    }

    /** Jobs that were loaded, of how many. */
    record Loaded(int jobs, int total) {}

    /** What the loader said last; null where none did, or the grid cannot be asked. */
    static @Nullable Loaded of(GridMarks marks) {
        try {
            String words = marks.progress();
            int slash = words == null ? -1 : words.indexOf('/');
            return words == null || slash < 0
                    ? null
                    : new Loaded(
                            Integer.parseInt(words.substring(0, slash)),
                            Integer.parseInt(words.substring(slash + 1)));
        } catch (GridException | NumberFormatException e) {
            LOG.debug("How far the loading is cannot be told now", e);
            return null;
        }
    }

    /** One more job is there. */
    void one() {
        loaded++;
        if (System.nanoTime() - toldAt > TELL_EVERY_NANOS) {
            tell();
        }
    }

    private void tell() {
        toldAt = System.nanoTime();
        marks.progress(loaded + "/" + total);
    }
}
