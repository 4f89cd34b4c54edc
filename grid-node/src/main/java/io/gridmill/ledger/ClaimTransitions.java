package io.gridmill.ledger;

import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockChange.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link BlockTransitions} that grants claims, renews them, and gives up on them. */
final class ClaimTransitions {
    private ClaimTransitions() {}

    static List<Grant> claim(
            TaskBlock block, BlockEdit edit, BlockEvent.Request request, long now) {
        int size = block.head().size();
        int known = edit.placeOf(request.claim());
        if (known > 0) {
            return held(block, edit, known);
        }
        List<Grant> granted = new ArrayList<>();
        Blame blame = Blame.of(block);
        int place = 0;
        boolean hasFirsts = !block.elders().isEmpty();
        for (int i = 0; i < size && granted.size() < request.most(); i++) {
            TaskState state = edit.state(i);
            boolean may =
                    request.share().has(block.head().first() + i)
                            && (state == TaskState.READY
                                    || (state == TaskState.WAITING && edit.due(i) <= now));
            boolean twice = hasFirsts && block.runsFirst(i, request.claim().node());
            if (may && !twice && blame.fits(i, granted, request.suspects())) {
                place = place == 0 ? edit.putClaim(new LiveClaim(request.claim(), 0)) : place;
                int attempt = edit.attempt(i) + 1;
                boolean first = granted.isEmpty();
                edit.set(
                        new Run(
                                i,
                                1,
                                first ? TaskState.RUNNING : TaskState.ASSIGNED,
                                attempt,
                                place,
                                0,
                                first ? now : 0,
                                0,
                                null));
                granted.add(new Grant(i, attempt, item(block, i)));
            }
        }
        return granted;
    }

    private static byte @Nullable [] item(TaskBlock block, int index) {
        byte[][] items = block.head().items();
        return items == null ? null : items[index];
    }

    private static List<Grant> held(TaskBlock block, BlockEdit edit, int place) {
        List<Grant> held = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            int attempt = Copies.attemptUnder(edit, place, i);
            if (attempt > 0) {
                held.add(new Grant(i, attempt, item(block, i)));
            }
        }
        return held;
    }

    static BlockAnswer renew(TaskBlock block, BlockEdit edit, BlockEvent.Renew renew) {
        List<Long> lost = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        for (BlockEvent.Renewal renewal : renew.held()) {
            held.add(renewal.number());
            ClaimId id = new ClaimId(renew.node(), renewal.number());
            int place = edit.placeOf(id);
            if (place == 0) {
                lost.add(renewal.number());
                continue;
            }
            LiveClaim claim = edit.claimAt(place);
            if (claim != null && claim.sequence() < renewal.sequence()) {
                edit.putClaim(new LiveClaim(id, renewal.sequence()));
                started(edit, place, renewal);
            }
            if (Copies.lostTo(block, renew.node(), renewal)) {
                lost.add(renewal.number());
            }
        }
        for (int place = 1; place <= edit.claims().size(); place++) {
            LiveClaim claim = edit.claimAt(place);
            boolean neverHeardOf =
                    claim != null
                            && claim.id().node().equals(renew.node())
                            && claim.id().number() <= renew.upTo()
                            && !held.contains(claim.id().number());
            if (neverHeardOf) {
                freeAll(block, edit, place);
            }
        }
        return BlockTransitions.answer(block, edit, Code.DONE, 0, List.of(), lost);
    }

    /** Under a claim one task runs at a time, in order; the ones before it wait to be reported. */
    private static void started(BlockEdit edit, int place, BlockEvent.Renewal renewal) {
        int i = renewal.running();
        if (i >= 0 && edit.claimPlace(i) == place && edit.state(i) == TaskState.ASSIGNED) {
            edit.set(
                    new Run(
                            i,
                            1,
                            TaskState.RUNNING,
                            edit.attempt(i),
                            place,
                            0,
                            renewal.start(),
                            0,
                            null));
        }
    }

    static BlockAnswer expire(TaskBlock block, BlockEdit edit, BlockEvent.Expire expire) {
        for (LiveClaim seen : expire.seen()) {
            int place = edit.placeOf(seen.id());
            LiveClaim claim = place == 0 ? null : edit.claimAt(place);
            if (claim != null && claim.sequence() == seen.sequence()) {
                lose(block, edit, place, expire);
            }
        }
        return BlockTransitions.answer(
                block, edit, edit.changed() ? Code.DONE : Code.IGNORED, 0, List.of(), List.of());
    }

    /** Frees what a claim holds that its node has never heard of. */
    private static void freeAll(TaskBlock block, BlockEdit edit, int place) {
        for (int i = 0; i < block.head().size(); i++) {
            if (Copies.attemptUnder(edit, place, i) > 0 && !Copies.handedBack(edit, i, place)) {
                int attempt = edit.attempt(i) - 1;
                BlockTransitions.free(edit, i, attempt, 0, attempt > 0);
            }
        }
        edit.dropClaim(place);
    }

    /**
     * Takes what a lost node held. Every task of the claim may have run, so the attempt is used up
     * (the next one has another key) though not counted as a failure.
     */
    private static void lose(TaskBlock block, BlockEdit edit, int place, BlockEvent.Expire expire) {
        LiveClaim claim = edit.claimAt(place);
        if (claim == null) {
            return;
        }
        String node = claim.id().node();
        List<Integer> suspects =
                expire.died().contains(node) ? Blame.suspects(block, edit, place) : List.of();
        for (int i = 0; i < block.head().size(); i++) {
            int attempt = Copies.attemptUnder(edit, place, i);
            if (attempt > 0) {
                Blame.Verdict guilty = Blame.verdict(block, i, suspects, expire.rule());
                TaskBlock.Elder elder = edit.elders().of(i);
                long start =
                        elder != null && elder.claim() == place ? elder.start() : edit.start(i);
                boolean goesOn = elder != null && Copies.gone(edit, elder, place);
                Loss loss = new Loss(node, expire.now(), attempt, start, suspects, guilty);
                lose(block, edit, i, loss, goesOn);
            }
        }
        edit.dropClaim(place);
    }

    /** How a task was lost: on which node, when, with whom under suspicion, and what follows. */
    private record Loss(
            String node,
            long now,
            int attempt,
            long start,
            List<Integer> suspects,
            Blame.@Nullable Verdict guilty) {}

    /**
     * Puts a lost attempt on record and frees its task.
     *
     * @param goesOn whether another copy of the task runs: then nothing else happens to it
     */
    private static void lose(TaskBlock block, BlockEdit edit, int i, Loss loss, boolean goesOn) {
        long start = loss.start;
        boolean spared = goesOn || edit.stopping() != BlockChange.Stopping.NO;
        Blame.Verdict guilty = spared ? null : loss.guilty;
        edit.record(
                new PastAttempt(
                        i,
                        loss.attempt,
                        loss.node,
                        start,
                        start == 0 ? 0 : Math.max(0, loss.now - start),
                        AttemptOutcome.LOST,
                        guilty == null ? null : guilty.code(),
                        guilty == null ? null : guilty.message(),
                        block.head().generation(),
                        loss.suspects.contains(i) ? loss.suspects.size() : 0));
        if (goesOn) {
            return;
        }
        int attempt = edit.attempt(i);
        boolean again = loss.suspects.contains(i) && Blame.suspectedBefore(block, i);
        if (guilty != null) {
            int node = edit.nodePlace(loss.node);
            edit.set(new Run(i, 1, TaskState.FAILED, attempt, 0, node, start, 0, null));
        } else {
            BlockTransitions.free(edit, i, attempt, again ? loss.now + Blame.REST_MILLIS : 0, true);
        }
    }

    static void dropIfEmpty(BlockEdit edit, int place, int size) {
        for (int i = 0; i < size; i++) {
            if (edit.claimPlace(i) == place) {
                return;
            }
        }
        if (!edit.elders().heldBy(place)) {
            edit.dropClaim(place);
        }
    }
}
