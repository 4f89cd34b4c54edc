package io.gridmill.engine;

import io.gridmill.execute.Batch;
import io.gridmill.execute.SlotPool;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the claims that this node holds, and stops what it has lost. */
final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    /** Claims younger than this are not worth a message. */
    private static final long YOUNG_NANOS = 1_000_000_000L;

    private final Ports ports;
    private final HeldClaims held;
    private final SlotPool slots;

    Renewals(Ports ports, HeldClaims held, SlotPool slots) {
        this.ports = ports;
        this.held = held;
        this.slots = slots;
    }

    /** Renews once; to be called every couple of seconds, well within a lease. */
    void run() {
        HeldClaims.Listing listing = held.list();
        Map<Long, SlotPool.Running> running = new HashMap<>();
        for (SlotPool.Running task : slots.running()) {
            running.put(task.batch().claim().number(), task);
        }
        long now = ports.clocks().nanoTime();
        for (Map.Entry<BlockKey, List<HeldClaims.Held>> entry : listing.byBlock().entrySet()) {
            boolean old = entry.getValue().stream().anyMatch(h -> now - h.since() > YOUNG_NANOS);
            if (old) {
                renew(entry.getKey(), entry.getValue(), listing.upTo(), running);
            }
        }
    }

    private void renew(
            BlockKey block,
            List<HeldClaims.Held> claims,
            long upTo,
            Map<Long, SlotPool.Running> running) {
        List<Renewal> renewals = new ArrayList<>();
        for (HeldClaims.Held claim : claims) {
            SlotPool.Running task = running.get(claim.number());
            renewals.add(
                    new Renewal(
                            claim.number(),
                            held.renew(claim.number()),
                            task == null ? -1 : task.index(),
                            task == null ? 0 : task.startMillis()));
        }
        var _ =
                ports.records()
                        .apply(block, new BlockEvent.Renew(ports.network().self(), upTo, renewals))
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure != null) {
                                        LOG.debug("Claims on {} not renewed", block, failure);
                                    } else {
                                        heed(block, claims, answer);
                                    }
                                });
    }

    private void heed(BlockKey block, List<HeldClaims.Held> claims, BlockAnswer answer) {
        if (answer.stopping()) {
            slots.stopJob(block.job());
        }
        for (HeldClaims.Held claim : claims) {
            Batch batch = claim.batch();
            // A claim without a batch is on its way: not being there yet is no loss.
            if (batch != null && answer.lost().contains(claim.number())) {
                LOG.debug("Claim {} on {} was given to somebody else", claim.number(), block);
                slots.stopClaim(batch);
            }
        }
    }
}
