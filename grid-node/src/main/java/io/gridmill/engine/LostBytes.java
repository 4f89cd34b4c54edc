package io.gridmill.engine;

import io.gridmill.execute.BytesGoneException;
import io.gridmill.execute.ResultStore;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobRecord;
import io.gridmill.job.LostData;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Large bytes that a step of a job cannot do without and that no node has. They are looked for on all
 * disks; when they stay away for the patience, the job fails with the reason, where its driver would
 * repeat the step for ever. Thread-safe.
 */
final class LostBytes {
    private static final Logger LOG = LoggerFactory.getLogger(LostBytes.class);
    private static final long LOOK_EVERY_NANOS = 2_000_000_000L;

    /** Steps are repeated faster than this: where none was, nobody could have waited. */
    private static final long IDLE_NANOS = 30_000_000_000L;

    private final Ports ports;
    private final BlockIndex index;
    private final ResultStore store;
    private final long patienceNanos;
    private final Map<String, Missed> missed = new HashMap<>();

    private record Missed(long since, long last, long looked) {}

    LostBytes(Ports ports, BlockIndex index, ResultStore store, LossRules rules) {
        this.ports = ports;
        this.index = index;
        this.store = store;
        this.patienceNanos = rules.patience().toNanos();
    }

    /** A step of a job went well, so that nothing is missed, or not. */
    synchronized void stepped(String job, @Nullable Throwable failure) {
        if (failure == null) {
            missed.remove(job);
        } else {
            failed(job, failure);
        }
    }

    /** A step of a job did not go well; null where it has only begun well. */
    void failed(String job, @Nullable Throwable failure) {
        String gone = failure == null ? null : gone(failure);
        if (gone == null) {
            return;
        }
        long now = ports.clocks().nanoTime();
        Missed known = note(job, now);
        if (known.looked == now) {
            ports.loop().patient().execute(() -> look(job));
        }
        if (now - known.since >= patienceNanos) {
            JobFailure why =
                    LostData.failure("Bytes that it needs are on no node any more (" + gone + ")");
            JobEvent fail = new JobEvent.Fail(0, why, ports.clocks().wallMillis());
            var _ = ports.records().applyToJob(job, fail);
        }
    }

    private synchronized Missed note(String job, long now) {
        Missed before = missed.get(job);
        Missed after;
        if (before == null || now - before.last > IDLE_NANOS) {
            after = new Missed(now, now, now);
        } else {
            boolean look = now - before.looked >= LOOK_EVERY_NANOS;
            after = new Missed(before.since, now, look ? now : before.looked);
        }
        missed.put(job, after);
        return after;
    }

    /** What was known of the bytes may be lost while they are still on some disk. */
    private void look(String id) {
        var _ =
                ports.records()
                        .readJob(id)
                        .thenAcceptAsync(
                                job -> {
                                    if (job != null && !job.state().ended()) {
                                        look(job);
                                    }
                                },
                                ports.loop().patient());
    }

    private void look(JobRecord job) {
        try {
            DataRef input = job.spec().input();
            if (input != null) {
                store.restore(input, job.id() + "/input");
            }
            for (BlockIndex.Seen seen : index.blocks(job.id(), 0)) {
                TaskBlock block = seen.block();
                DataRef partial = block.partial();
                if (partial != null
                        && ports.records().owns(new BlockKey(job.id(), seen.number()))) {
                    String reference =
                            job.id()
                                    + "/partial/"
                                    + seen.number()
                                    + "."
                                    + block.head().generation();
                    store.restore(partial, reference);
                }
            }
        } catch (RuntimeException e) {
            LOG.debug("The bytes of job {} are looked for again", job.id(), e);
        }
    }

    /** Which bytes a failure is about; null where it is about something else. */
    private static @Nullable String gone(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean unknown = t instanceof GridException e && e.code() == ErrorCode.NO_SUCH_BLOB;
            if (unknown || t instanceof BytesGoneException) {
                return String.valueOf(t.getMessage());
            }
        }
        return null;
    }
}
