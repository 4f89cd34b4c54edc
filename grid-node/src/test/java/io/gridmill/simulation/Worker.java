package io.gridmill.simulation;

import io.gridmill.claim.ClaimSize;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a member: each claims, runs one task after another, reports and claims again. A claim
 * is renewed until its report was answered; a number of a claim whose answer is still out is never
 * renewed over.
 */
final class Worker {
    private static final int RENEW_EVERY = 1_000;

    private final Member me;
    private final World world;
    private final Store store;
    private final Hints hints;
    private final Checker checker;
    private final TreeSet<Long> asking = new TreeSet<>();
    private final Map<Long, Held> held = new TreeMap<>();
    private long lastClaim;

    Worker(Member me, World world, Store store, Hints hints, Checker checker) {
        this.me = me;
        this.world = world;
        this.store = store;
        this.hints = hints;
        this.checker = checker;
    }

    /** A claim that this node knows it has. */
    private static final class Held {
        private final BlockKey block;
        private final long number;
        private final int generation;
        private final Load load;
        private final Deque<Grant> waiting = new ArrayDeque<>();
        private final List<TaskReport> finished = new ArrayList<>();
        private @Nullable Grant running;
        private long sequence;
        private long started;
        private boolean lost;
        private boolean stopping;

        Held(BlockKey block, long number, BlockAnswer answer, Load load) {
            this.block = block;
            this.number = number;
            this.generation = answer.generation();
            this.load = load;
            this.waiting.addAll(answer.granted());
        }
    }

    void start() {
        for (int slot = 0; slot < me.slots; slot++) {
            rest();
        }
        world.after(world.between(0, RENEW_EVERY), this::renewAll);
    }

    private void rest() {
        world.after(world.between(20, 400), () -> me.asWorker(this::claim));
    }

    private void claim() {
        BlockKey block = hints.next(me.now());
        if (block == null) {
            rest();
            return;
        }
        BlockEvent.Request request = request(block);
        BlockEvent event = new BlockEvent.Work(null, request, me.now());
        store.apply(me, block, event, answer -> answered(block, request, answer));
    }

    private BlockEvent.Request request(BlockKey block) {
        lastClaim++;
        asking.add(lastClaim);
        double known = hints.load(block.job()).measured(world);
        int size = ClaimSize.of(known, hints.ready(block.job()), hints.slots());
        return new BlockEvent.Request(new ClaimId(me.id, lastClaim), size);
    }

    private void answered(BlockKey block, BlockEvent.Request request, BlockAnswer answer) {
        me.asWorker(
                () -> {
                    long number = request.claim().number();
                    asking.remove(number);
                    if (answer.granted().isEmpty()) {
                        rest();
                        return;
                    }
                    Held claim = new Held(block, number, answer, hints.load(block.job()));
                    claim.stopping = answer.stopping();
                    held.put(number, claim);
                    next(claim);
                });
    }

    private void next(Held claim) {
        if (claim.lost) {
            held.remove(claim.number);
            rest();
            return;
        }
        boolean handsBack = claim.stopping || world.chance(0.01);
        Grant grant = claim.waiting.peek();
        if (grant == null || handsBack) {
            claim.waiting.forEach(g -> finish(claim, g, new Ending.HandedBack(), 0));
            claim.waiting.clear();
            report(claim);
            return;
        }
        claim.running = claim.waiting.remove();
        claim.started = me.now();
        int millis = claim.load.millis(world);
        world.after(millis, () -> me.asWorker(() -> ran(claim, grant, millis)));
    }

    private void ran(Held claim, Grant grant, int millis) {
        claim.running = null;
        Ending ending = ending(claim, grant);
        finish(claim, grant, ending, millis);
        if (claim.lost && world.chance(0.5)) {
            report(claim);
        } else {
            next(claim);
        }
    }

    private Ending ending(Held claim, Grant grant) {
        if (claim.stopping) {
            return new Ending.Cancelled();
        }
        Load.Fault fault = claim.load.fault(world, claim.block, grant.index());
        if (fault == Load.Fault.NONE) {
            ClaimId id = new ClaimId(me.id, claim.number);
            return new Ending.Succeeded(
                    Checker.result(claim.block, grant.index(), grant.attempt(), id));
        }
        checker.failed(claim.block, grant.index(), grant.attempt(), me.id);
        return new Ending.Failed(
                AttemptOutcome.FAILED, "task-failed", null, fault == Load.Fault.MAY_BE_RETRIED);
    }

    private static void finish(Held claim, Grant grant, Ending ending, int millis) {
        boolean ran = !(ending instanceof Ending.HandedBack);
        claim.finished.add(
                new TaskReport(
                        grant.index(),
                        grant.attempt(),
                        ending,
                        ran ? claim.started : 0,
                        ran ? millis : 0));
    }

    /** Reports, and mostly asks for more of the same block in the same step. */
    private void report(Held claim) {
        JobRecord job = claim.load.job();
        BlockEvent.Report report =
                new BlockEvent.Report(
                        new ClaimId(me.id, claim.number),
                        claim.generation,
                        claim.finished,
                        job.spec().retry(),
                        world.fraction());
        boolean more = !claim.stopping && world.chance(0.8);
        BlockEvent.Request request = more ? request(claim.block) : null;
        BlockEvent event = new BlockEvent.Work(report, request, me.now());
        store.apply(me, claim.block, event, answer -> reported(claim, request, answer));
    }

    private void reported(Held claim, BlockEvent.@Nullable Request request, BlockAnswer answer) {
        me.asWorker(
                () -> {
                    held.remove(claim.number);
                    if (answer.refused() == 0 && answer.code() == BlockAnswer.Code.DONE) {
                        acknowledge(claim);
                    }
                });
        if (request == null) {
            rest();
        } else {
            answered(claim.block, request, answer);
        }
    }

    private void acknowledge(Held claim) {
        for (TaskReport task : claim.finished) {
            if (task.ending() instanceof Ending.Succeeded ok) {
                checker.resultAcknowledged(claim.block, task.index(), ok.result());
            }
        }
    }

    private void renewAll() {
        if (!me.alive()) {
            return;
        }
        me.asWorker(this::renew);
        world.after(RENEW_EVERY, this::renewAll);
    }

    private void renew() {
        long upTo = asking.isEmpty() ? lastClaim : asking.first() - 1;
        Map<BlockKey, List<Renewal>> byBlock = new TreeMap<>();
        for (Held claim : held.values()) {
            claim.sequence++;
            Grant running = claim.running;
            Renewal renewal =
                    new Renewal(
                            claim.number,
                            claim.sequence,
                            running == null ? -1 : running.index(),
                            claim.started);
            byBlock.computeIfAbsent(claim.block, _ -> new ArrayList<>()).add(renewal);
        }
        byBlock.forEach(
                (block, renewals) ->
                        store.tell(
                                me,
                                block,
                                new BlockEvent.Renew(me.id, upTo, renewals),
                                answer -> me.asWorker(() -> renewed(block, answer))));
    }

    private void renewed(BlockKey block, BlockAnswer answer) {
        for (Held claim : held.values()) {
            if (claim.block.equals(block)) {
                claim.lost |= answer.lost().contains(claim.number);
                claim.stopping |= answer.stopping();
            }
        }
    }
}
