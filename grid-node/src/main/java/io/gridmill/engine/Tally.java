package io.gridmill.engine;

import io.gridmill.job.JobCodec;
import io.gridmill.job.JobFigures;
import io.gridmill.job.Wire;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One member's blocks of a job.
 *
 * @param blocks numbers of the blocks
 * @param mark where the next question should begin
 */
public record Tally(BitSet blocks, JobFigures figures, long mark, List<BlockTasks> changed) {

    /** The figures of no blocks. */
    public static final JobFigures NO_FIGURES =
            new JobFigures(new long[TaskState.values().length], 0, 0, 0, 0, 0);

    /**
     * The tasks of a block.
     *
     * @param states a code per task
     * @param owners per task the place in {@code nodes} of the node that runs or ran it, from 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record BlockTasks(long first, byte[] states, List<String> nodes, byte[] owners) {

        /** The tasks of a block as they are now. */
        public static BlockTasks of(TaskBlock block) {
            int size = block.head().size();
            List<String> nodes = new ArrayList<>();
            byte[] owners = new byte[size];
            for (int i = 0; i < size; i++) {
                LiveClaim claim = block.claim(i);
                String node = claim == null ? block.endedOn(i) : claim.id().node();
                if (node != null) {
                    int place = nodes.indexOf(node) + 1;
                    if (place == 0) {
                        nodes.add(node);
                        place = nodes.size();
                    }
                    owners[i] = (byte) place;
                }
            }
            return new BlockTasks(block.head().first(), block.states(), nodes, owners);
        }
    }

    /** The figures of one block. */
    public static JobFigures figures(TaskBlock block) {
        long[] counts = new long[TaskState.values().length];
        for (TaskState state : TaskState.values()) {
            counts[state.ordinal()] = block.count(state);
        }
        long attempts = 0;
        double runMillis = 0;
        for (int i = 0; i < block.head().size(); i++) {
            attempts += block.attempt(i);
            runMillis += block.runMillis(i);
        }
        long retried = 0;
        long lost = 0;
        for (var past : block.past()) {
            switch (past.outcome()) {
                case LOST -> lost++;
                case FAILED, TIMED_OUT, ABANDONED -> retried += triedAgain(block, past) ? 1 : 0;
                case SUCCEEDED, CANCELLED, SUPERSEDED -> {}
            }
        }
        return new JobFigures(counts, attempts, retried, lost, block.late(), runMillis);
    }

    /** Whether another attempt followed, or will: the last one of a failed task has none. */
    private static boolean triedAgain(TaskBlock block, PastAttempt past) {
        return block.attempt(past.index()) > past.attempt() || !block.state(past.index()).ended();
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Wire.longs(out, blocks.toLongArray());
        JobCodec.writeFigures(figures, out);
        Wire.varint(out, mark);
        Wire.varint(out, changed.size());
        for (BlockTasks block : changed) {
            Wire.varint(out, block.first);
            Wire.bytes(out, block.states);
            Wire.texts(out, block.nodes);
            Wire.bytes(out, block.owners);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Tally read(DataInput in) throws IOException {
        BitSet blocks = BitSet.valueOf(Wire.longs(in));
        JobFigures figures = JobCodec.readFigures(in);
        long mark = Wire.varint(in);
        int size = Wire.length(in);
        List<BlockTasks> changed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            changed.add(
                    new BlockTasks(
                            Wire.varint(in), Wire.bytes(in), Wire.texts(in), Wire.bytes(in)));
        }
        return new Tally(blocks, figures, mark, changed);
    }
}
