package io.gridmill.engine;

import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Has settled blocks written once, however often they are said to have settled. Thread-safe. */
final class KeptBlocks {
    private final Durability durability;
    private final Map<String, Map<Integer, Long>> versions = new HashMap<>();

    KeptBlocks(Durability durability) {
        this.durability = durability;
    }

    /**
     * Has a block written and then does something, on any thread; nothing while it is being written,
     * as whoever says that it has settled says so again.
     */
    void keep(BlockKey key, TaskBlock block, Runnable then) {
        if (!durability.lasting()) {
            then.run();
            return;
        }
        Long known;
        synchronized (this) {
            Map<Integer, Long> blocks = versions.computeIfAbsent(key.job(), _ -> new HashMap<>());
            known = blocks.get(key.number());
            if (known == null) {
                blocks.put(key.number(), -block.version());
            }
        }
        if (known == null) {
            write(key, block, then);
        } else if (known == block.version()) {
            then.run();
        } else if (Math.abs(known) != block.version()) {
            // Another generation of the block; what is under way for the old one does not count.
            note(key, -block.version());
            write(key, block, then);
        }
    }

    private void write(BlockKey key, TaskBlock block, Runnable then) {
        CompletableFuture<?> written = durability.settled(key, block);
        var _ =
                written.whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                note(key, block.version());
                                then.run();
                            } else {
                                retract(key);
                            }
                        });
    }

    private synchronized void note(BlockKey key, long version) {
        Map<Integer, Long> blocks = versions.get(key.job());
        if (blocks != null) {
            blocks.put(key.number(), version);
        }
    }

    private synchronized void retract(BlockKey key) {
        Map<Integer, Long> blocks = versions.get(key.job());
        if (blocks != null) {
            blocks.remove(key.number());
        }
    }

    /** Forgets a job. */
    synchronized void forget(String job) {
        versions.remove(job);
    }
}
