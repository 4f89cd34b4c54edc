package io.gridmill.engine;

import io.gridmill.claim.Stragglers;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobFigures;
import io.gridmill.job.Speculation;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Offers second copies of slow tasks in the blocks that this member owns. Part of the reconcile: it
 * looks once a second, and only at jobs that want it. The other members are asked how the job stands
 * only when a task here has run for long enough to matter.
 */
final class SecondCopies {
    private final Ports ports;
    private final Heartbeats heartbeats;

    SecondCopies(Ports ports, Heartbeats heartbeats) {
        this.ports = ports;
        this.heartbeats = heartbeats;
    }

    /** Whether there is anything to do for a job. */
    boolean concerns(JobBrief job, List<BlockIndex.Seen> blocks) {
        Speculation rule = job.work().placement().speculation();
        if (!rule.on() || !job.splitDone() || job.stopping()) {
            return false;
        }
        long until = ports.clocks().wallMillis() - rule.minRunTime().toMillis();
        return blocks.stream().anyMatch(seen -> hasSlow(seen.block(), until));
    }

    /** Looks at a job's blocks, and offers copies where the whole job is as far. */
    CompletionStage<?> offer(JobBrief job, List<BlockIndex.Seen> blocks) {
        return ports.network()
                .askTallies(job.id())
                .thenCompose(
                        tallies -> offer(job, blocks, JobTally.of(tallies.values()).figures()));
    }

    private CompletionStage<?> offer(
            JobBrief job, List<BlockIndex.Seen> blocks, JobFigures figures) {
        Stragglers stragglers = stragglers(job, figures);
        if (!stragglers.may()) {
            return CompletableFuture.completedFuture(null);
        }
        long until = ports.clocks().wallMillis() - stragglers.slowMillis(runTimes(blocks));
        int left = stragglers.idle();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (BlockIndex.Seen seen : blocks) {
            TaskBlock block = seen.block();
            BlockKey key = new BlockKey(job.id(), seen.number());
            if (left > 0 && hasSlow(block, until) && ports.records().owns(key)) {
                BlockEvent copy = new BlockEvent.Copy(block.head().generation(), until, left);
                left -= slow(block, until);
                sent.add(ports.records().apply(key, copy).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    }

    private Stragglers stragglers(JobBrief job, JobFigures figures) {
        long[] counts = figures.counts();
        long succeeded = counts[TaskState.SUCCEEDED.ordinal()];
        return new Stragglers(
                job.work().placement().speculation(),
                Arrays.stream(counts).sum(),
                succeeded,
                counts[TaskState.READY.ordinal()] + counts[TaskState.WAITING.ordinal()],
                figures.runMillis() / Math.max(1, succeeded),
                heartbeats.idleSlots());
    }

    private static boolean hasSlow(TaskBlock block, long until) {
        return block.count(TaskState.RUNNING) > 0
                && block.count(TaskState.READY) == 0
                && slow(block, until) > 0;
    }

    private static int slow(TaskBlock block, long until) {
        int slow = 0;
        for (int i = 0; i < block.head().size(); i++) {
            slow += block.start(i) <= until && block.mayRunTwice(i) ? 1 : 0;
        }
        return slow;
    }

    private static float[] runTimes(List<BlockIndex.Seen> blocks) {
        float[] times = new float[16];
        int size = 0;
        for (BlockIndex.Seen seen : blocks) {
            TaskBlock block = seen.block();
            for (int i = 0; i < block.head().size(); i++) {
                if (block.state(i) == TaskState.SUCCEEDED) {
                    times = size == times.length ? Arrays.copyOf(times, 2 * size) : times;
                    times[size++] = block.runMillis(i);
                }
            }
        }
        return Arrays.copyOf(times, size);
    }
}
