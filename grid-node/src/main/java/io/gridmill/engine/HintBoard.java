package io.gridmill.engine;

import io.gridmill.execute.HintTable;
import io.gridmill.task.TaskHints;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks of a job tell each other what saves work: those of this node at once, those of other
 * nodes by messages, at most one each tenth of a second for a job. Messages may be lost; each node
 * repeats now and then what it found itself, so that late ones learn it. Bounded, and forgotten with
 * the job. Thread-safe.
 */
final class HintBoard {
    /** Between two repetitions of all that was found here. */
    static final long REPEAT_MILLIS = 5_000;

    private static final long TELL_MILLIS = 100;

    /** Keys of all jobs, about 26 bytes each; tables that would come after are not begun. */
    private static final int MOST_KEYS = 1_048_576;

    private static final int MOST_JOBS = 2_000;

    private final Loop loop;
    private final Consumer<HintNews> others;
    private final Predicate<String> live;
    private final Map<String, HintTable> tables = new ConcurrentHashMap<>();
    private final AtomicBoolean planned = new AtomicBoolean();

    /**
     * An empty board.
     *
     * @param others tells them something, which may be lost
     * @param live whether a job is known here and has not ended
     */
    HintBoard(Loop loop, Consumer<HintNews> others, Predicate<String> live) {
        this.loop = loop;
        this.others = others;
        this.live = live;
    }

    /** The hints of a job, for its tasks. */
    TaskHints of(String job) {
        return new JobHints(job);
    }

    private final class JobHints implements TaskHints {
        private final String job;

        JobHints(String job) {
            this.job = job;
        }

        @Override
        public void lower(int key, long value) {
            HintTable table = table(job);
            if (table != null && table.lower(key, value)) {
                tellSoon();
            }
        }

        @Override
        public long lowest(int key) {
            HintTable table = tables.get(job);
            return table == null ? NOTHING : table.lowest(key);
        }
    }

    private @Nullable HintTable table(String job) {
        HintTable known = tables.get(job);
        if (known != null || full()) {
            return known;
        }
        return tables.computeIfAbsent(job, _ -> new HintTable());
    }

    private boolean full() {
        return tables.size() >= MOST_JOBS
                || tables.values().stream().mapToLong(HintTable::size).sum() >= MOST_KEYS;
    }

    /** Another node, or this one, told something. */
    void heard(HintNews news) {
        HintTable table = live.test(news.job()) ? table(news.job()) : null;
        if (table != null) {
            news.entries().forEach(entry -> table.heard(entry.key(), entry.value()));
        }
    }

    private void tellSoon() {
        if (planned.compareAndSet(false, true)) {
            loop.after(TELL_MILLIS, this::tell);
        }
    }

    private void tell() {
        planned.set(false);
        boolean more = false;
        for (Map.Entry<String, HintTable> job : tables.entrySet()) {
            HintNews news = new HintNews(job.getKey(), job.getValue().takeNews(HintNews.MOST));
            if (!news.entries().isEmpty()) {
                others.accept(news);
                more |= news.entries().size() == HintNews.MOST;
            }
        }
        if (more) {
            tellSoon();
        }
    }

    /** Tells again what was found here, and forgets jobs that have gone without a word. */
    void repeat() {
        tables.keySet().removeIf(job -> !live.test(job));
        if (!tables.isEmpty()) {
            tables.values().forEach(HintTable::repeat);
            tellSoon();
        }
    }

    /** Forgets a job. */
    void forget(String job) {
        tables.remove(job);
    }
}
