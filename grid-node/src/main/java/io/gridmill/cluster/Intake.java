package io.gridmill.cluster;

import io.gridmill.cluster.store.Ledger;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds tasks to open jobs, at any member, and seals them. The blocks decide which numbers the tasks
 * get; the job's record only learns how many there are. Thread-safe.
 */
public final class Intake {
    private static final int MOST_REPEATS = 50;
    private static final long REPEAT_MILLIS = 100;

    private final Ledger ledger;
    private final Keeping keeping;

    Intake(Ledger ledger, Keeping keeping) {
        this.ledger = ledger;
        this.keeping = keeping;
    }

    /** Keeps tasks that a block has taken in; when it returns they outlive all members. */
    interface Keeping {
        void keep(BlockKey key, int from, List<byte[]> items);
    }

    /**
     * Numbers that added tasks got.
     *
     * @param first number of the first; the others follow it unless others added at the same time
     * @param count how many were added
     * @param total tasks of the job now, at least
     */
    public record Added(long first, int count, long total) {}

    /**
     * Adds tasks; when this returns, they and their backups are written.
     *
     * @throws GridException {@code job-closed} when the job takes no more, naming how many it took
     */
    public Added add(JobRecord job, List<byte[]> items) {
        long first = -1;
        int done = 0;
        int capacity = job.plan().blockSize();
        int number = (int) (job.progress().tasks() / capacity);
        long total = 0;
        long batch = ThreadLocalRandom.current().nextLong();
        while (done < items.size()) {
            int most = Math.min(items.size(), done + capacity);
            BlockGrowth.Answer answer = grow(job, number, batch, items.subList(done, most));
            if (answer.closed()) {
                note(job.id(), total);
                throw closed(job.id(), done);
            }
            if (answer.added() > 0) {
                keeping.keep(
                        new BlockKey(job.id(), number),
                        answer.from(),
                        items.subList(done, done + answer.added()));
                first = first < 0 ? job.plan().first(number) + answer.from() : first;
                done += answer.added();
                total = job.plan().first(number) + answer.size();
            }
            if (answer.size() >= capacity) {
                number++;
            }
        }
        note(job.id(), total);
        return new Added(first, done, total);
    }

    private void note(String job, long total) {
        if (total > 0) {
            repeated(() -> ledger.apply(job, new JobEvent.Added(total, ledger.now())));
        }
    }

    /** Ends the intake of a closing job for good; gives its number of tasks. May be repeated. */
    long seal(JobRecord job) {
        int capacity = job.plan().blockSize();
        int number = (int) (job.progress().tasks() / capacity);
        while (true) {
            int size = grow(job, number, 0, null).size();
            if (size < capacity) {
                return job.plan().first(number) + size;
            }
            number++;
        }
    }

    /** Sends an addition; the block knows a repetition by its number. */
    private BlockGrowth.Answer grow(
            JobRecord job, int number, long batch, @Nullable List<byte[]> items) {
        BlockGrowth.Append append =
                new BlockGrowth.Append(
                        batch,
                        job.plan().first(number),
                        job.progress().generation(),
                        job.plan().blockSize(),
                        items);
        return repeated(() -> ledger.grow(new BlockKey(job.id(), number), append));
    }

    /** Does it until the outcome is known, as both operations may be repeated. */
    private static <T extends @Nullable Object> T repeated(Supplier<T> operation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return operation.get();
            } catch (GridException e) {
                if (attempt == MOST_REPEATS || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(REPEAT_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static GridException closed(String job, int taken) {
        return new GridException(
                ErrorCode.JOB_CLOSED,
                "Job "
                        + job
                        + " takes no more tasks: it was closed or it stops; "
                        + taken
                        + " of these were added before. Submit another job for the others");
    }
}
