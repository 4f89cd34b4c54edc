package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.JobEvent;
import io.gridmill.job.LostData;
import io.gridmill.ledger.BlockKey;
import io.gridmill.report.NodeNames;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what was lost beyond all backups: blocks that this member owns and that are not there, live
 * jobs without a record. What stays away is told to its job, or brought back from the durable store.
 * Part of the reconcile. Thread-safe.
 */
final class LossWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LossWatch.class);

    private final Ports ports;
    private final BlockIndex index;
    private final LossRules rules;
    private final Consumer<Supplier<CompletionStage<?>>> run;
    private final MissingData missing;

    /**
     * Misses nothing yet.
     *
     * @param run starts operations
     */
    LossWatch(
            Ports ports,
            BlockIndex index,
            LossRules rules,
            Consumer<Supplier<CompletionStage<?>>> run) {
        this.ports = ports;
        this.index = index;
        this.rules = rules;
        this.run = run;
        this.missing = new MissingData(rules.patience().toNanos());
    }

    private long now() {
        return ports.clocks().nanoTime();
    }

    /** A node went without a word. */
    void died(String node) {
        missing.died(NodeNames.of(node), now());
    }

    /** Looks at blocks that should be here and were never seen; tells which are lost. */
    void look(JobBrief job, List<BlockIndex.Seen> known) {
        if (job.blocks() == 0) {
            return;
        }
        BitSet unseen = new BitSet(job.blocks());
        unseen.set(0, job.blocks());
        for (BlockIndex.Seen block : known) {
            unseen.clear(block.number());
        }
        unseen.stream()
                .filter(number -> !ports.records().owns(new BlockKey(job.id(), number)))
                .forEach(unseen::clear);
        missing.only(job, unseen);
        unseen.stream().forEach(number -> look(job, number));
        BitSet lost = missing.lost(job, now());
        if (!lost.isEmpty() && !job.stopping()) {
            tell(job, lost);
        }
    }

    private void look(JobBrief job, int number) {
        BlockKey key = new BlockKey(job.id(), number);
        run.accept(
                () ->
                        ports.records()
                                .lookAt(key)
                                .whenComplete(
                                        (there, failure) -> {
                                            // One that cannot be asked for is not missed yet.
                                            boolean found = failure != null || there;
                                            missing.looked(job, number, found, now());
                                        }));
    }

    private void tell(JobBrief job, BitSet lost) {
        JobEvent event =
                new JobEvent.BlocksLost(
                        job.generation(),
                        lost,
                        missing.diedLately(now()),
                        ports.durability().lasting(),
                        ports.clocks().wallMillis());
        LOG.debug("Blocks {} of job {} are on no member", lost, job.id());
        run.accept(() -> ports.records().applyToJob(job.id(), event));
    }

    /** There is a record of a job. */
    void found(String job) {
        missing.found(job);
    }

    /** There is no record of a job, although it was live when it was last heard of. */
    CompletableFuture<?> noRecord(JobBrief job) {
        if (!missing.noRecord(job.id(), now())) {
            return CompletableFuture.completedFuture(null);
        }
        if (ports.durability().lasting()) {
            return ports.durability().recall(job.id()).thenAccept(back -> recalled(job, back));
        }
        List<String> died = missing.diedLately(now());
        if (died.size() <= rules.backups()) {
            // It was deleted, and this member was not told.
            forget(job.id());
            return CompletableFuture.completedFuture(null);
        }
        LOG.error("The record of job {} was lost{}", job.id(), LostData.with(died));
        long time = ports.clocks().wallMillis();
        return ports.records()
                .createJob(LostData.remains(job, died, time))
                .thenRun(() -> forget(job.id()));
    }

    private void recalled(JobBrief job, boolean back) {
        if (back) {
            LOG.warn("Job {} had no record any more and is taken from the store", job.id());
            missing.found(job.id());
        } else {
            forget(job.id());
        }
    }

    private void forget(String job) {
        missing.forget(job);
        index.forget(job);
    }
}
