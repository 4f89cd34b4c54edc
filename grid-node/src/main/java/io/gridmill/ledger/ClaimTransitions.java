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
        int place = 0;
        for (int i = 0; i < size && granted.size() < request.most(); i++) {
            TaskState state = edit.state(i);
            if (!request.share().has(block.head().first() + i)) {
                continue;
            }
            if (state == TaskState.READY || (state == TaskState.WAITING && edit.due(i) <= now)) {
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
            if (edit.claimPlace(i) == place && !edit.state(i).ended()) {
                held.add(new Grant(i, edit.attempt(i), item(block, i)));
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
        }
        for (int place = 1; place <= edit.claims().size(); place++) {
            LiveClaim claim = edit.claimAt(place);
            boolean neverHeardOf =
                    claim != null
                            && claim.id().node().equals(renew.node())
                            && claim.id().number() <= renew.upTo()
                            && !held.contains(claim.id().number());
            if (neverHeardOf) {
                giveUp(block, edit, place, false, 0);
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
                giveUp(block, edit, place, true, expire.now());
            }
        }
        return BlockTransitions.answer(
                block, edit, edit.changed() ? Code.DONE : Code.IGNORED, 0, List.of(), List.of());
    }

    /**
     * Frees what a claim holds. Where its node was lost, every task of the claim may have run, so
     * the attempt is used up (the next one has another key) though not counted as a failure.
     */
    private static void giveUp(TaskBlock block, BlockEdit edit, int place, boolean lost, long now) {
        LiveClaim claim = edit.claimAt(place);
        if (claim == null) {
            return;
        }
        for (int i = 0; i < block.head().size(); i++) {
            if (edit.claimPlace(i) != place || edit.state(i).ended()) {
                continue;
            }
            int attempt = edit.attempt(i);
            if (lost) {
                long start = block.start(i);
                float ran = start == 0 ? 0 : Math.max(0, now - start);
                edit.record(
                        new PastAttempt(
                                i,
                                attempt,
                                claim.id().node(),
                                start,
                                ran,
                                AttemptOutcome.LOST,
                                null,
                                null));
            }
            BlockTransitions.free(edit, i, lost ? attempt : attempt - 1, 0, lost || attempt > 1);
        }
        edit.dropClaim(place);
    }

    static void dropIfEmpty(BlockEdit edit, int place, int size) {
        for (int i = 0; i < size; i++) {
            if (edit.claimPlace(i) == place) {
                return;
            }
        }
        edit.dropClaim(place);
    }
}
