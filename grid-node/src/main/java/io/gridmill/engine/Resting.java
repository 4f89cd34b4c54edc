package io.gridmill.engine;

import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the rest of tasks that are suspected of dead nodes when the grid has healed: what would die
 * with the next node has its copies then. Where nobody says so they rest to the end. Thread-safe.
 */
final class Resting {
    private static final Logger LOG = LoggerFactory.getLogger(Resting.class);

    private final Ports ports;
    private final DueTasks waiting;
    private final BlockIndex index;
    private final QuorumWatch quorum;
    private final int backups;
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * Nothing rests yet.
     *
     * @param backups copies of every record beside the first
     */
    Resting(Ports ports, DueTasks waiting, BlockIndex index, QuorumWatch quorum, int backups) {
        this.ports = ports;
        this.waiting = waiting;
        this.index = index;
        this.quorum = quorum;
        this.backups = backups;
    }

    /** Looks whether something rests for long enough; only then others are asked, in the background. */
    void look() {
        long now = ports.clocks().wallMillis();
        List<BlockKey> resting =
                waiting.keys().stream().filter(key -> mayEnd(index.block(key), now)).toList();
        if (resting.isEmpty()
                || !enough(ports.network().dataNodes(), quorum.size(), backups)
                || !asking.compareAndSet(false, true)) {
            return;
        }
        var _ =
                CompletableFuture.supplyAsync(ports.network()::safe, ports.loop().patient())
                        .thenAccept(safe -> end(safe, resting, now))
                        .whenComplete(
                                (_, failure) -> {
                                    asking.set(false);
                                    LOG.trace("Asked whether the grid is safe", failure);
                                });
    }

    private static boolean mayEnd(@Nullable TaskBlock block, long now) {
        return block != null && block.mayEndRest(now);
    }

    private void end(boolean safe, List<BlockKey> resting, long now) {
        if (safe) {
            LOG.info("All copies are there again: suspected tasks in {} need not rest", resting);
            resting.forEach(
                    key -> {
                        var _ = ports.records().apply(key, new BlockEvent.Wake(now, true));
                    });
        }
    }

    /**
     * Whether members are there for all copies. Those that are left may be safe among themselves and
     * hold fewer copies than were asked for: the next death would then be one too many.
     *
     * @param most members that were there at once
     */
    static boolean enough(int members, int most, int backups) {
        return members > Math.min(backups, most - 1);
    }
}
