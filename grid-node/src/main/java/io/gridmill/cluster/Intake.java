package io.gridmill.cluster;

import io.gridmill.cluster.store.IntakeKeys;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.Addition;
import io.gridmill.ledger.Addition.Sealing;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final IntakeKeys keys;
    private final Keeping keeping;

    Intake(Ledger ledger, IntakeKeys keys, Keeping keeping) {
        this.ledger = ledger;
        this.keys = keys;
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

    /** Whether an addition was begun under a key. */
    public boolean knows(String job, String key) {
        return keys.find(job, digest(List.of(bytes(key)))) != null;
    }

    /**
     * Adds tasks; when this returns, they and their backups are written.
     *
     * @param key the same key and tasks again add nothing and give the same answer, for a day; null:
     *     each call adds
     * @throws GridException {@code job-closed} when the job takes no more, naming how many it took;
     *     {@code idempotency-conflict} when the key came with other tasks before
     */
    public Added add(JobRecord job, List<byte[]> items, @Nullable String key) {
        int next = Addition.firstBlock(job);
        if (key == null) {
            return add(job, items, ThreadLocalRandom.current().nextLong(), next);
        }
        String name = digest(List.of(bytes(key)));
        IntakeKeys.Begun mine = new IntakeKeys.Begun(next, digest(items));
        IntakeKeys.Begun begun = repeated(() -> keys.begin(job.id(), name, mine));
        if (!begun.digest().equals(mine.digest())) {
            throw new GridException(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "The idempotency key was used before with other tasks for job "
                            + job.id()
                            + "; use a new key for other tasks");
        }
        // From the block on with which it began: what is there already is known by its number.
        long batch = Long.parseUnsignedLong(name.substring(0, 16), 16);
        return add(job, items, batch, begun.block());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(List<byte[]> parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(part);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private Added add(JobRecord job, List<byte[]> items, long batch, int from) {
        Addition addition = Addition.of(job, batch, items, from);
        while (!addition.over()) {
            BlockKey key = new BlockKey(job.id(), addition.block());
            BlockGrowth.Answer answer = grow(key, addition.next());
            if (answer.added() > 0) {
                keeping.keep(key, answer.from(), addition.taken(answer));
            }
            addition = addition.after(answer);
        }
        JobEvent told = addition.told(ledger.now());
        JobRecord after = told == null ? null : repeated(() -> ledger.apply(job.id(), told));
        if (addition.closed()) {
            throw closed(job.id(), addition.done());
        }
        if (after == null || after.progress().stopping()) {
            // They stand in blocks that never run: whoever added them must not think otherwise.
            throw stopped(job.id());
        }
        return new Added(addition.first(), addition.done(), addition.total());
    }

    private static GridException stopped(String job) {
        return new GridException(
                ErrorCode.JOB_CLOSED,
                "Job "
                        + job
                        + " was stopped while these tasks were added; none of them will run."
                        + " Submit another job for them");
    }

    /** Ends the intake of a closing job for good; gives its number of tasks. May be repeated. */
    long seal(JobRecord job) {
        Sealing sealing = Sealing.of(job);
        while (!sealing.over()) {
            BlockKey key = new BlockKey(job.id(), sealing.block());
            sealing = sealing.after(grow(key, sealing.next()));
        }
        return sealing.tasks();
    }

    /** Sends an addition; the block knows a repetition by its number. */
    private BlockGrowth.Answer grow(BlockKey key, BlockGrowth.Append append) {
        AtomicBoolean again = new AtomicBoolean();
        return repeated(
                () -> {
                    // When it is repeated others may have added tasks, and members have died.
                    JobRecord now = again.getAndSet(true) ? ledger.job(key.job()) : null;
                    return growOnce(
                            key, now == null ? append : append.expecting(now.progress().tasks()));
                });
    }

    private BlockGrowth.Answer growOnce(BlockKey key, BlockGrowth.Append append) {
        BlockGrowth.Answer answer = ledger.grow(key, append);
        if (answer.missing()) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "Tasks of job "
                            + key.job()
                            + " are on no node at the moment; until they are back, or the job has"
                            + " failed for them, it takes no more. Repeat the request");
        }
        return answer;
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
