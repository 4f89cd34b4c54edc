package io.gridmill.engine;

import io.gridmill.execute.Clocks;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.task.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the blocks of a job one after another, and no further ahead of what has settled than a
 * limit: then there is none now, and the caller asks again later. One thread.
 */
final class BlockMaker implements BlockSource {
    /** Blocks that may exist before they have settled. */
    static final int SPLIT_AHEAD = 4_096;

    private static final long LOOK_EVERY_NANOS = 100_000_000L;

    private final JobRecord job;
    private final Supplier<CompletableFuture<@Nullable JobRecord>> latest;
    private final Clocks clocks;
    private final int step;
    private final @Nullable Iterator<byte[]> items;
    private final int blocks;
    private int next;
    private boolean done;
    private volatile int settled;
    private long lookedAt;

    private BlockMaker(Wanted wanted, int first, int step, @Nullable Iterator<byte[]> items) {
        this.job = wanted.job;
        this.latest = wanted.latest;
        this.clocks = wanted.clocks;
        this.next = first;
        this.step = step;
        this.items = items;
        this.blocks = items == null ? job.plan().blocks() : Integer.MAX_VALUE;
        this.settled = job.settled().cardinality();
    }

    /** Whose blocks are wanted, and how to see how far the job has come. */
    record Wanted(
            JobRecord job,
            Supplier<CompletableFuture<@Nullable JobRecord>> latest,
            Clocks clocks) {}

    static BlockMaker of(Wanted wanted, RunnableJob runnable, int member, int members)
            throws IOException {
        if (wanted.job.plan().known()) {
            return new BlockMaker(wanted, member, members, null);
        }
        Split<byte[]> split = runnable.split();
        Iterator<byte[]> items =
                split instanceof Split.Streamed<byte[]> streamed && member == 0
                        ? streamed.items()
                        : new ArrayList<byte[]>().iterator();
        return new BlockMaker(wanted, 0, 1, items);
    }

    @Override
    public @Nullable NumberedBlock next() {
        boolean exhausted = items == null ? next >= blocks : !items.hasNext();
        if (exhausted) {
            done = true;
            return null;
        }
        if (tooFarAhead()) {
            return null;
        }
        int number = next;
        next += step;
        return new NumberedBlock(number, TaskBlock.fresh(head(number)));
    }

    private boolean tooFarAhead() {
        if (next - settled < SPLIT_AHEAD) {
            return false;
        }
        long now = clocks.nanoTime();
        if (now - lookedAt > LOOK_EVERY_NANOS) {
            lookedAt = now;
            var _ = latest.get().thenAccept(this::settled);
        }
        return next - settled >= SPLIT_AHEAD;
    }

    private void settled(@Nullable JobRecord known) {
        if (known != null) {
            settled = known.settled().cardinality();
        }
    }

    private TaskBlock.Head head(int number) {
        long first = job.plan().first(number);
        int generation = job.progress().generation();
        int blockSize = job.plan().blockSize();
        if (items == null) {
            int size = (int) Math.min(blockSize, job.plan().tasks() - first);
            return new TaskBlock.Head(first, size, generation, null);
        }
        List<byte[]> taken = new ArrayList<>(blockSize);
        while (taken.size() < blockSize && items.hasNext()) {
            taken.add(items.next());
        }
        return new TaskBlock.Head(first, taken.size(), generation, taken.toArray(new byte[0][]));
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void close() throws IOException {
        if (items instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
