package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;

/** Stops jobs for their driver: tells their blocks, and sees that nothing runs. Thread-safe. */
final class JobStops {
    private static final long AGAIN_MILLIS = 200;

    /** Blocks beyond the last one counted that a split may have written before it was stopped. */
    private static final int UNSEEN_AHEAD = 256;

    private static final long MOST_AGAIN_MILLIS = 2_000;

    private final Ports ports;
    private final ObjLongConsumer<String> again;

    /**
     * Nothing is stopped yet.
     *
     * @param again has the driver take another step with a job, after so many milliseconds
     */
    JobStops(Ports ports, ObjLongConsumer<String> again) {
        this.ports = ports;
        this.again = again;
    }

    /** Stops all blocks there are; ends the job when nothing of it runs any more. */
    CompletableFuture<?> stop(JobRecord job) {
        return ports.network()
                .askTallies(job.id())
                .thenCompose(tallies -> stop(job, JobTally.of(tallies.values())));
    }

    private CompletableFuture<?> stop(JobRecord job, JobTally all) {
        if (!all.exact() || active(all.figures()) > 0) {
            return stopBlocks(job, all.blocks());
        }
        return noneUnseen(job, all.blocks())
                .thenCompose(
                        none -> none ? stopped(job, all.figures()) : stopBlocks(job, all.blocks()));
    }

    private CompletableFuture<Boolean> stopped(JobRecord job, JobFigures figures) {
        long now = ports.clocks().wallMillis();
        JobEvent stopped = new JobEvent.Stopped(job.progress().epoch(), figures, now);
        return Endings.end(ports, job, stopped);
    }

    private CompletableFuture<Boolean> stopBlocks(JobRecord job, BitSet blocks) {
        BlockEvent stop = new BlockEvent.Stop(job.failure() != null, job.progress().generation());
        List<CompletableFuture<?>> stops = new ArrayList<>();
        blocks.stream()
                .mapToObj(number -> new BlockKey(job.id(), number))
                .forEach(key -> stops.add(ports.records().apply(key, stop)));
        return CompletableFuture.allOf(stops.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        _ -> {
                            again.accept(job.id(), stopAgain(job));
                            return true;
                        });
    }

    /** What stops is told again ever more rarely: that it has stopped is told by itself. */
    private long stopAgain(JobRecord job) {
        long since =
                job.history().isEmpty()
                        ? 0
                        : ports.clocks().wallMillis() - job.history().getLast().time();
        return Math.clamp(since / 4, AGAIN_MILLIS, MOST_AGAIN_MILLIS);
    }

    /**
     * Whether the blocks that no member counted do not exist: a member that has just taken over a
     * partition may not have looked at its blocks yet. Looking makes it count them.
     */
    private CompletableFuture<Boolean> noneUnseen(JobRecord job, BitSet counted) {
        int end = Math.max(job.blocks(), counted.length() + UNSEEN_AHEAD);
        int most = job.plan().known() ? Math.min(end, job.plan().blocks()) : end;
        CompletableFuture<Boolean> none = CompletableFuture.completedFuture(true);
        for (int n = counted.nextClearBit(0); n < most; n = counted.nextClearBit(n + 1)) {
            none =
                    none.thenCombine(
                            ports.records().lookAt(new BlockKey(job.id(), n)),
                            (before, there) -> before && !there);
        }
        return none;
    }

    private static long active(JobFigures figures) {
        long[] counts = figures.counts();
        return counts[TaskState.WAITING.ordinal()]
                + counts[TaskState.READY.ordinal()]
                + counts[TaskState.ASSIGNED.ordinal()]
                + counts[TaskState.RUNNING.ordinal()];
    }
}
