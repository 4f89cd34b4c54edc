package io.gridmill.simulation;

import io.gridmill.engine.Records;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobMerge;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockMerge;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.simulation.Calls.Effect;
import io.gridmill.simulation.Calls.Once;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The maps of jobs and blocks: owners decide by the production functions, backups are told. */
final class Store {
    private static final long MERGE_AGAIN_MILLIS = 100;

    private final Cluster cluster;
    private final Calls calls;
    private final Decisions decisions;
    private final Checker checker;
    private final Mutant mutant;
    private final Codecs codecs;

    Store(Cluster cluster, Calls calls, Checker checker, Settings settings) {
        this.cluster = cluster;
        this.calls = calls;
        this.mutant = settings.mutant();
        this.decisions = new Decisions(mutant);
        this.codecs = new Codecs(settings.encodes());
        this.checker = checker;
    }

    /** The store as a node sees it. */
    Records seenBy(Node node) {
        return new Seen(node);
    }

    /** Accepts a job; completes when it is acknowledged. */
    CompletableFuture<?> submit(Node client, JobRecord job) {
        return calls.call(
                client,
                cluster.partition(job.id()),
                true,
                (owner, copy) -> {
                    JobRecord known = copy.jobs.putIfAbsent(job.id(), job);
                    if (known == null) {
                        checker.jobCreated(job);
                        owner.hooks.job(job);
                    }
                    JobRecord stands = known == null ? job : known;
                    return new Effect<>(true, backup -> backup.put(stands), known == null);
                });
    }

    private Effect<@Nullable JobRecord> change(Node owner, Copy copy, String id, JobEvent event) {
        JobRecord before = copy.jobs.get(id);
        if (before == null) {
            return new Effect<>(null, null, false);
        }
        JobRecord after = JobLifecycle.apply(before, codecs.sent(decisions.asked(before, event)));
        if (after == null) {
            return new Effect<>(before, backup -> backup.put(before), false);
        }
        copy.jobs.put(id, after);
        checker.jobChanged(owner, event, before, after);
        owner.hooks.job(after);
        return new Effect<>(after, backup -> backup.put(codecs.sent(after)), true);
    }

    private Effect<BlockAnswer> change(Node owner, Copy copy, BlockKey key, BlockEvent asked) {
        TaskBlock before = copy.blocks.get(key);
        if (before == null) {
            return new Effect<>(BlockAnswer.NO_BLOCK, null, false);
        }
        BlockEvent event = codecs.sent(asked);
        Decision decision = decisions.decide(before, event);
        BlockChange change = decision.change();
        checker.blocks().changed(owner, key, event, before, decision);
        if (change == null) {
            return new Effect<>(
                    decision.answer(), decision.confirms(event) ? Store::barrier : null, false);
        }
        copy.blocks.put(key, decision.block());
        owner.hooks.block(key, decision.block());
        return new Effect<>(
                decision.answer(),
                backup ->
                        backup.blocks.computeIfPresent(
                                key,
                                (_, known) ->
                                        decisions.onBackup(known, event, codecs.sent(change))),
                true);
    }

    /**
     * After a split: joins what a member of the smaller side had with what the others have. Nobody is
     * told, as in production: members find out by what they do again and again.
     */
    void merge(Node from, Copy merging) {
        merging.jobs.forEach((_, job) -> merge(from, job));
        merging.blocks.forEach((key, block) -> merge(from, key, block));
        merging.additions.forEach((name, block) -> merge(from, name, block));
    }

    private void merge(Node from, JobRecord merging) {
        CompletableFuture<Boolean> merged =
                calls.call(
                        from,
                        cluster.partition(merging.id()),
                        false,
                        (_, copy) -> {
                            JobRecord known = copy.jobs.get(merging.id());
                            JobRecord joined =
                                    known == null || passesThrough()
                                            ? merging
                                            : JobMerge.join(known, merging);
                            copy.merged(joined, true);
                            checker.merges().job(known, joined);
                            return new Effect<>(true, new Once(b -> b.merged(joined, false)), true);
                        });
        orAgain(from, merged, () -> merge(from, merging));
    }

    private void merge(Node from, BlockKey key, TaskBlock merging) {
        CompletableFuture<Boolean> merged =
                calls.call(
                        from,
                        cluster.partition(key),
                        false,
                        (_, copy) -> {
                            TaskBlock known = copy.blocks.get(key);
                            TaskBlock joined =
                                    known == null || passesThrough()
                                            ? merging
                                            : BlockMerge.join(known, merging);
                            copy.merged(key, joined, true);
                            checker.merges().block(key, known, joined);
                            return new Effect<>(
                                    true, new Once(b -> b.merged(key, joined, false)), true);
                        });
        orAgain(from, merged, () -> merge(from, key, merging));
    }

    /** As Hazelcast does it by itself: what is there stays. */
    private void merge(Node from, String name, int block) {
        CompletableFuture<Boolean> merged =
                calls.call(
                        from,
                        cluster.partition(name),
                        false,
                        (_, copy) -> {
                            int stands = copy.additions.merge(name, block, (known, _) -> known);
                            return new Effect<>(true, b -> b.additions.put(name, stands), true);
                        });
        orAgain(from, merged, () -> merge(from, name, block));
    }

    private boolean passesThrough() {
        return mutant == Mutant.PASS_THROUGH_MERGE;
    }

    private static void orAgain(Node from, CompletableFuture<Boolean> merged, Runnable again) {
        var _ =
                merged.whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                from.after(MERGE_AGAIN_MILLIS, again);
                            }
                        });
    }

    /** Changes nothing; what was sent before has arrived when it has. */
    private static void barrier(Copy backup) {}

    private Effect<Boolean> create(Node owner, Copy copy, BlockKey key, TaskBlock made) {
        TaskBlock block = codecs.sent(made);
        boolean created = copy.blocks.putIfAbsent(key, block) == null;
        if (created) {
            checker.blocks().created(key, block);
            owner.hooks.block(key, block);
        }
        Consumer<Copy> told = new Once(backup -> backup.blocks.putIfAbsent(key, block));
        return new Effect<>(created, told, created);
    }

    /** Adds tasks to the block of an open job, or seals it. */
    CompletableFuture<BlockGrowth.Answer> grow(Node from, BlockKey key, BlockGrowth.Append append) {
        CompletableFuture<BlockGrowth.Answer> answer =
                calls.call(
                        from,
                        cluster.partition(key),
                        true,
                        (owner, copy) -> grow(owner, copy, key, decisions.asked(append)));
        return answer.thenApply(Store::there);
    }

    /** A block that should be there and is not is asked for again, as production does. */
    private static BlockGrowth.Answer there(BlockGrowth.Answer answer) {
        if (answer.missing()) {
            throw new IllegalStateException("The block is not there");
        }
        return answer;
    }

    private Effect<BlockGrowth.Answer> grow(
            Node owner, Copy copy, BlockKey key, BlockGrowth.Append append) {
        TaskBlock before = copy.blocks.get(key);
        BlockGrowth.Decision decision = BlockGrowth.decide(before, append);
        TaskBlock after = decision.block();
        BlockChange change = decision.change();
        if (after == null || after == before) {
            return new Effect<>(decision.answer(), Store::barrier, false);
        }
        copy.blocks.put(key, after);
        checker.blocks().grown(key, before, after);
        if (after.head().size() > 0) {
            owner.hooks.block(key, after);
        }
        Consumer<Copy> told =
                change == null
                        ? new Once(backup -> backup.blocks.putIfAbsent(key, codecs.sent(after)))
                        : backup ->
                                backup.blocks.computeIfPresent(
                                        key, (_, known) -> known.apply(codecs.sent(change)));
        return new Effect<>(decision.answer(), told, true);
    }

    /** Notes with which block an addition begins; gives the one with which it began before. */
    CompletableFuture<Integer> beginAddition(Node from, String job, String key, int block) {
        String name = job + "/" + key;
        return calls.call(
                from,
                cluster.partition(name),
                true,
                (_, copy) -> {
                    Integer before = copy.additions.putIfAbsent(name, block);
                    int begun = before == null ? block : before;
                    return new Effect<>(
                            begun, b -> b.additions.putIfAbsent(name, begun), before == null);
                });
    }

    /** Whether an addition was begun. */
    CompletableFuture<Boolean> knowsAddition(Node from, String job, String key) {
        String name = job + "/" + key;
        return calls.call(
                from,
                cluster.partition(name),
                false,
                (_, copy) -> new Effect<>(copy.additions.containsKey(name), null, false));
    }

    private Effect<Boolean> lookAt(Node owner, Copy copy, BlockKey key) {
        TaskBlock block = copy.blocks.get(key);
        if (block != null && block.head().size() == 0) {
            // The end of an open job is no work, and is not told of.
            return new Effect<>(false, null, false);
        }
        if (block != null && mutant != Mutant.WAKE_UP_STAYS_LOST) {
            owner.hooks.block(key, block);
        }
        return new Effect<>(block != null, null, false);
    }

    private final class Seen implements Records {
        private final Node node;

        Seen(Node node) {
            this.node = node;
        }

        @Override
        @SuppressWarnings("NullAway") // it does not see the type variable through the lambda
        public CompletableFuture<@Nullable JobRecord> readJob(String id) {
            return calls.<@Nullable JobRecord>call(
                    node,
                    cluster.partition(id),
                    false,
                    (_, copy) -> new Effect<>(copy.jobs.get(id), null, false));
        }

        @Override
        public CompletableFuture<?> createJob(JobRecord job) {
            return submit(node, job);
        }

        @Override
        @SuppressWarnings("NullAway") // it does not see the type variable through the lambda
        public CompletableFuture<@Nullable JobRecord> applyToJob(String id, JobEvent event) {
            return calls.<@Nullable JobRecord>call(
                    node,
                    cluster.partition(id),
                    true,
                    (owner, copy) -> change(owner, copy, id, event));
        }

        @Override
        public CompletableFuture<?> removeJob(JobRecord job) {
            String id = job.id();
            return calls.call(
                    node,
                    cluster.partition(id),
                    true,
                    (_, copy) -> {
                        JobRecord removed = copy.delete(id);
                        if (removed != null) {
                            checker.jobRemoved(removed);
                        }
                        return new Effect<>(true, new Once(backup -> backup.delete(id)), true);
                    });
        }

        @Override
        public CompletableFuture<Boolean> wasDeleted(JobRecord job) {
            return calls.call(
                    node,
                    cluster.partition(job.id()),
                    false,
                    (_, copy) -> new Effect<>(copy.wasDeleted(job.id()), null, false));
        }

        @Override
        public CompletableFuture<Boolean> create(BlockKey key, TaskBlock block) {
            return calls.call(
                    node,
                    cluster.partition(key),
                    true,
                    (owner, copy) -> Store.this.create(owner, copy, key, block));
        }

        @Override
        public CompletableFuture<BlockAnswer> apply(BlockKey key, BlockEvent event) {
            CompletableFuture<BlockAnswer> answer =
                    calls.call(
                            node,
                            cluster.partition(key),
                            true,
                            (owner, copy) -> change(owner, copy, key, event));
            return answer.whenComplete(
                    (result, failure) -> {
                        if (failure == null) {
                            checker.answered(key, event, result);
                        }
                    });
        }

        @Override
        public CompletableFuture<Boolean> lookAt(BlockKey key) {
            return calls.call(
                    node,
                    cluster.partition(key),
                    false,
                    (owner, copy) -> Store.this.lookAt(owner, copy, key));
        }

        @Override
        public CompletableFuture<?> removeBlock(BlockKey key) {
            return calls.call(
                    node,
                    cluster.partition(key),
                    true,
                    (_, copy) -> {
                        copy.blocks.remove(key);
                        return new Effect<>(
                                true, new Once(backup -> backup.blocks.remove(key)), true);
                    });
        }

        @Override
        public boolean owns(BlockKey key) {
            return node.cluster().partition(key).owner() == node;
        }

        @Override
        public boolean ownsJob(String id) {
            return node.cluster().partition(id).owner() == node;
        }

        @Override
        public Collection<String> localJobs() {
            List<String> ids = new ArrayList<>();
            for (Partition partition : node.cluster().partitionsOf(node)) {
                Copy copy = node.copies[partition.id];
                if (copy != null && !copy.jobs.isEmpty()) {
                    ids.addAll(copy.jobs.keySet());
                }
            }
            return ids;
        }
    }
}
