package io.gridmill.cluster;

import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.DurableStore.Place;
import io.gridmill.durable.DurableStore.SettledBlock;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreException;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRecovery;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings one job from the store back into the grid: what settled, the tasks that were added, its
 * bytes, and at last its record. May be repeated: what is there stays. A few blocks are in memory at
 * a time. For one thread, which waits.
 */
final class Restoring {
    private static final int AT_ONCE = 64;

    private final DurableStore store;
    private final Ledger ledger;
    private final BlobStore blobs;

    Restoring(DurableStore store, Ledger ledger, BlobStore blobs) {
        this.store = store;
        this.ledger = ledger;
        this.blobs = blobs;
    }

    /**
     * Brings it back.
     *
     * @param patient whether bytes that no member has yet may come with one that joins: then nothing
     *     is brought back, and it is tried again later; else their blocks run again
     * @return false where bytes were not there
     */
    boolean restore(JobRecord job, boolean patient) throws StoreException {
        boolean live = !job.state().ended();
        boolean input = has(job.spec().input(), job.id() + "/input");
        boolean complete = input;
        if (live && !input && patient) {
            return false;
        }
        BitSet there = new BitSet();
        complete &= blocks(job, patient, there);
        if (live && !complete && patient) {
            return false;
        }
        long tasks = job.spec().open() && live ? added(job, there) : 0;
        DataRef result = job.outcome() == null ? null : job.outcome().result();
        complete &= has(result, job.id() + "/result/" + job.progress().epoch());
        JobFailure lost =
                input
                        ? null
                        : new JobFailure(
                                ErrorCode.DATA_LOST.code(),
                                "Its input is on no member's disk any more; submit it again",
                                -1);
        ledger.create(JobRecovery.again(job, tasks, lost, ledger.now()));
        return complete;
    }

    /** Brings back the blocks of a live job that were lost: those that settled, and added tasks. */
    void blocksAgain(JobRecord job) throws StoreException {
        BitSet there = new BitSet();
        blocks(job, false, there);
        if (job.spec().open()) {
            for (int number = 0; number < job.blocks(); number++) {
                if (!there.get(number)) {
                    addedAgain(job, number);
                }
            }
        }
    }

    /** Puts the tasks that were added to a block in it again, where it is lost. */
    private void addedAgain(JobRecord job, int number) throws StoreException {
        List<byte[]> items = new ArrayList<>();
        Place place = new Place(number, -1);
        List<Moment.Added> page;
        do {
            page = store.added(job.id(), place, AT_ONCE);
            for (Moment.Added added : page) {
                place = new Place(added.key().number(), added.from());
                if (place.block() != number) {
                    page = List.of();
                    break;
                }
                items.addAll(added.items());
            }
        } while (page.size() == AT_ONCE);
        if (!items.isEmpty()) {
            // Others follow it, so it was full: where an addition that nobody was told of is
            // missing it stays as it is.
            boolean last = number == job.blocks() - 1;
            int capacity = last ? job.plan().blockSize() : items.size();
            write(job, number, capacity, items);
        }
    }

    /** Whether bytes are in the grid again, from the disk of some member. */
    boolean has(@Nullable DataRef data, String reference) {
        return !(data instanceof DataRef.Blob blob) || blobs.restore(blob, reference);
    }

    /** Writes the settled blocks whose bytes are there. */
    private boolean blocks(JobRecord job, boolean patient, BitSet there) throws StoreException {
        boolean live = !job.state().ended();
        boolean complete = true;
        int last = -1;
        List<SettledBlock> page;
        do {
            page = store.blocks(job.id(), last, AT_ONCE);
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (SettledBlock settled : page) {
                last = settled.key().number();
                boolean whole = has(settled.key(), settled.block());
                complete &= whole;
                if (whole || !live) {
                    there.set(last);
                    writes.add(ledger.create(settled.key(), settled.block()).toCompletableFuture());
                } else if (patient) {
                    return false;
                }
            }
            CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).join();
        } while (page.size() == AT_ONCE);
        return complete;
    }

    private boolean has(BlockKey key, TaskBlock block) {
        int generation = block.head().generation();
        boolean all =
                has(block.partial(), key.job() + "/partial/" + key.number() + "." + generation);
        for (int i = 0; i < block.head().size(); i++) {
            if (block.result(i) instanceof DataRef.Blob result) {
                long task = block.head().first() + i;
                all &= has(result, key.job() + "/task/" + task + "." + block.attempt(i));
            }
        }
        return all;
    }

    /**
     * Puts the tasks that were added and have not settled into blocks again, in their order. Where
     * one is missing between them, as it was never confirmed, the later ones move up.
     *
     * @return how many tasks the job has
     */
    private long added(JobRecord job, BitSet there) throws StoreException {
        int capacity = job.plan().blockSize();
        int number = there.nextClearBit(0);
        List<byte[]> items = new ArrayList<>();
        List<Moment.Added> anew = hasGaps(job, there) ? new ArrayList<>() : null;
        Place place = new Place(-1, 0);
        List<Moment.Added> page;
        do {
            page = store.added(job.id(), place, AT_ONCE);
            for (Moment.Added added : page) {
                place = new Place(added.key().number(), added.from());
                if (there.get(place.block())) {
                    continue;
                }
                for (byte[] item : added.items()) {
                    items.add(item);
                    if (items.size() == capacity) {
                        write(job, number, capacity, items);
                        note(anew, job, number, items);
                        number = there.nextClearBit(number + 1);
                        items.clear();
                    }
                }
            }
        } while (page.size() == AT_ONCE);
        if (!items.isEmpty()) {
            write(job, number, capacity, items);
            note(anew, job, number, items);
        }
        if (anew != null) {
            // Else what is added next would be kept where older tasks are kept already.
            store.write(List.of(new Moment.AddedAnew(job.id(), anew)));
        }
        int full = items.isEmpty() ? Math.max(number, there.length()) : number;
        return job.plan().first(full) + items.size();
    }

    private static void note(
            @Nullable List<Moment.Added> anew, JobRecord job, int number, List<byte[]> items) {
        if (anew != null) {
            anew.add(new Moment.Added(new BlockKey(job.id(), number), 0, items));
        }
    }

    /** Whether later tasks will move up, as some before them are missing. */
    private boolean hasGaps(JobRecord job, BitSet there) throws StoreException {
        int capacity = job.plan().blockSize();
        Place next = new Place(there.nextClearBit(0), 0);
        Place place = new Place(-1, 0);
        List<Moment.Added> page;
        do {
            page = store.added(job.id(), place, AT_ONCE);
            for (Moment.Added added : page) {
                place = new Place(added.key().number(), added.from());
                if (there.get(place.block())) {
                    continue;
                }
                if (!place.equals(next)) {
                    return true;
                }
                int end = added.from() + added.items().size();
                next =
                        end < capacity
                                ? new Place(place.block(), end)
                                : new Place(there.nextClearBit(place.block() + 1), 0);
            }
        } while (page.size() == AT_ONCE);
        return false;
    }

    private void write(JobRecord job, int number, int capacity, List<byte[]> items) {
        TaskBlock block =
                BlockGrowth.kept(
                        job.plan().first(number), job.progress().generation(), capacity, items);
        ledger.create(new BlockKey(job.id(), number), block).toCompletableFuture().join();
    }
}
