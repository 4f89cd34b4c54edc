package io.gridmill.ledger;

import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.TaskBlock.Batch;
import io.gridmill.ledger.TaskBlock.Columns;
import io.gridmill.ledger.TaskBlock.Growing;
import io.gridmill.ledger.TaskBlock.Head;
import io.gridmill.ledger.TaskBlock.Rest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the blocks of an open job take in tasks. Blocks are filled one after another: whoever adds to
 * block n has seen that block n-1 is full, so there are never holes, and the block alone decides
 * which numbers the tasks get. Sealing the last block closes the job to further tasks; where the
 * last block is full, the one after it is sealed empty. Pure.
 */
public final class BlockGrowth {
    private BlockGrowth() {}

    /**
     * Tasks to add, or none to seal.
     *
     * @param batch number of this addition, the same when it is repeated
     * @param first number of the block's first task in the job
     * @param capacity most tasks of the block
     * @param expected tasks that the block has at least; where it is not there although it has
     *     some, it was lost, and is not to be begun again as if it had never been
     * @param items of the tasks; null seals the block
     */
    public record Append(
            long batch,
            long first,
            int generation,
            int capacity,
            int expected,
            @Nullable List<byte[]> items) {
        /** To a block that may have no tasks yet. */
        public Append(
                long batch,
                long first,
                int generation,
                int capacity,
                @Nullable List<byte[]> items) {
            this(batch, first, generation, capacity, 0, items);
        }

        /** The same to a block of a job that has so many tasks at least. */
        public Append expecting(long tasks) {
            int known = Math.clamp(tasks - first, 0, capacity);
            return new Append(batch, first, generation, capacity, known, items);
        }
    }

    /**
     * What the block answers.
     *
     * @param added tasks that were taken in, now or by an earlier copy of the same addition
     * @param from index of the first of them
     * @param size tasks of the block now
     * @param closed whether it takes in no more, although it is not full
     */
    public record Answer(int added, int from, int size, boolean closed) {
        /** The block should be there and is not. */
        static final Answer MISSING = new Answer(0, 0, -1, false);

        /** Whether the block should be there and is not; nothing was added. */
        public boolean missing() {
            return size < 0;
        }
    }

    /**
     * A decision.
     *
     * @param block after it; null where there was none and none was made
     * @param change what backups of a block that was there are told; null when nothing changed
     */
    public record Decision(
            @Nullable TaskBlock block, @Nullable BlockChange change, Answer answer) {}

    /** Decides how many of the tasks the block takes in. */
    public static Decision decide(@Nullable TaskBlock block, Append append) {
        if (block == null) {
            return append.expected() > 0
                    ? new Decision(null, null, Answer.MISSING)
                    : create(append);
        }
        int size = block.head().size();
        Growing growing = block.growing();
        List<byte[]> items = append.items();
        for (Batch batch : growing == null ? List.<Batch>of() : growing.batches()) {
            if (items != null && batch.id() == append.batch()) {
                return unchanged(block, new Answer(batch.count(), batch.from(), size, false));
            }
        }
        if (items == null && growing != null && growing.open()) {
            // Also where it stops: a job that is retried is sealed anew, and the stop may be one of
            // before, which the block has not been told to forget yet.
            return grown(block, List.of(), new Growing(false, growing.batches()), size, true);
        }
        boolean open = growing != null && growing.open() && block.stopping() == Stopping.NO;
        if (!open || growing == null || items == null) {
            return unchanged(block, new Answer(0, size, size, size < append.capacity()));
        }
        int count = Math.min(items.size(), append.capacity() - size);
        List<Batch> batches = new ArrayList<>(growing.batches());
        batches.add(new Batch(append.batch(), size, count));
        boolean stillOpen = size + count < append.capacity();
        return grown(block, items.subList(0, count), new Growing(stillOpen, batches), size, false);
    }

    private static Decision create(Append append) {
        List<byte[]> items = append.items();
        int count = items == null ? 0 : Math.min(items.size(), append.capacity());
        byte[][] taken =
                items == null ? new byte[0][] : items.subList(0, count).toArray(new byte[0][]);
        boolean open = items != null && count < append.capacity();
        List<Batch> batches =
                items == null ? List.of() : List.of(new Batch(append.batch(), 0, count));
        TaskBlock block =
                TaskBlock.growing(
                        new Head(append.first(), count, append.generation(), taken),
                        new Growing(open, batches));
        return new Decision(block, null, new Answer(count, 0, count, items == null));
    }

    /** A block of an open job with the tasks that were kept of it; takes more where it is not full. */
    public static TaskBlock kept(long first, int generation, int capacity, List<byte[]> items) {
        return TaskBlock.growing(
                new Head(first, items.size(), generation, items.toArray(new byte[0][])),
                new Growing(items.size() < capacity, List.of()));
    }

    private static Decision unchanged(TaskBlock block, Answer answer) {
        return new Decision(block, null, answer);
    }

    private static Decision grown(
            TaskBlock block, List<byte[]> items, Growing growing, int from, boolean sealed) {
        BlockChange change =
                new BlockChange(
                        block.version() + 1,
                        block.stopping(),
                        block.claims(),
                        block.nodes(),
                        block.late(),
                        List.of(),
                        List.of(),
                        null,
                        new BlockChange.Growth(from, items, growing),
                        null,
                        block.elders());
        TaskBlock after = block.apply(change);
        int size = after.head().size();
        return new Decision(after, change, new Answer(items.size(), from, size, sealed));
    }

    /** The block with room for what a change adds; itself where that is there already. */
    static TaskBlock extend(TaskBlock block, BlockChange.Growth growth) {
        Head head = block.head();
        int size = Math.max(head.size(), growth.from() + growth.items().size());
        byte[][] items = head.items() == null ? new byte[0][] : head.items();
        byte[][] longer = Arrays.copyOf(items, size);
        for (int i = head.size(); i < size; i++) {
            longer[i] = growth.items().get(i - growth.from());
        }
        Columns from = block.columns();
        byte[] states = Arrays.copyOf(from.states(), size);
        Arrays.fill(states, head.size(), size, TaskState.READY.code());
        Columns columns =
                new Columns(
                        states,
                        from.attempts() == null ? null : Arrays.copyOf(from.attempts(), size),
                        from.claims() == null ? null : Arrays.copyOf(from.claims(), size),
                        from.nodes() == null ? null : Arrays.copyOf(from.nodes(), size),
                        from.starts() == null ? null : Arrays.copyOf(from.starts(), size),
                        from.runMillis() == null ? null : Arrays.copyOf(from.runMillis(), size),
                        from.due() == null ? null : Arrays.copyOf(from.due(), size),
                        from.results() == null ? null : Arrays.copyOf(from.results(), size),
                        from.acceptedIn() == null ? null : Arrays.copyOf(from.acceptedIn(), size));
        Rest rest = block.rest();
        return new TaskBlock(
                new Head(head.first(), size, head.generation(), longer),
                columns,
                new Rest(
                        rest.version(),
                        rest.stopping(),
                        rest.claims(),
                        rest.nodes(),
                        rest.late(),
                        rest.past(),
                        rest.folded(),
                        rest.partial(),
                        growth.growing(),
                        rest.elders()));
    }
}
