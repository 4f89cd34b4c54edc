package io.gridmill.simulation;

import io.gridmill.simulation.Partition.Delivery;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Operations on records: they run on the owner of the partition, are answered when all backups know,
 * and are repeated as they are while no answer has come; so each may run more than once, and late.
 */
final class Calls {
    private static final int TIMEOUT = 1_500;

    private final World world;
    private final Mutant mutant;
    private Faults faults;

    Calls(World world, Faults faults, Mutant mutant) {
        this.world = world;
        this.faults = faults;
        this.mutant = mutant;
    }

    void faults(Faults other) {
        faults = other;
    }

    /** What an operation does on the owner. */
    interface Operation<T> {
        Effect<T> on(Member owner, Copy copy);
    }

    /**
     * What came of it.
     *
     * @param backup the same for a backup; null when nothing changed
     */
    record Effect<T>(T answer, @Nullable Consumer<Copy> backup) {}

    /** Calls until it is answered. */
    <T> void call(Member from, Partition to, Operation<T> operation, Consumer<T> answered) {
        new Call<>(from, to, operation, answered, true).send();
    }

    /** Calls once: message and answer may be lost. */
    <T> void tell(Member from, Partition to, Operation<T> operation, Consumer<T> answered) {
        if (!world.chance(faults.lostMessages())) {
            new Call<>(from, to, operation, answered, false).send();
        }
    }

    private long delay() {
        return world.chance(faults.late()) ? world.between(100, 6_000) : world.between(0, 4);
    }

    private final class Call<T> {
        private final Member from;
        private final Partition to;
        private final Operation<T> operation;
        private final Consumer<T> answered;
        private final boolean repeats;
        private boolean done;

        Call(
                Member from,
                Partition to,
                Operation<T> operation,
                Consumer<T> answered,
                boolean repeats) {
            this.from = from;
            this.to = to;
            this.operation = operation;
            this.answered = answered;
            this.repeats = repeats;
        }

        void send() {
            if (done || !from.alive()) {
                return;
            }
            world.after(delay(), this::arrive);
            if (world.chance(faults.twice())) {
                world.after(world.between(1, 15_000), this::arrive);
            }
            if (repeats) {
                world.after(TIMEOUT, this::send);
            }
        }

        private void arrive() {
            Member owner = to.owner();
            Copy copy = owner == null ? null : owner.copy(to.id);
            if (owner == null || copy == null) {
                return;
            }
            Effect<T> effect = operation.on(owner, copy);
            boolean answerAtOnce =
                    mutant == Mutant.ANSWER_BEFORE_BACKUPS
                            || (effect.backup() == null
                                    && mutant == Mutant.REPEAT_ANSWERED_AT_ONCE);
            Acks acks = new Acks(() -> answer(owner, effect.answer()));
            // Without a change this is a mere barrier: what came before has arrived when it has.
            Consumer<Copy> change = effect.backup() == null ? _ -> {} : effect.backup();
            for (Member backup : to.backups()) {
                acks.expect();
                send(backup, change, acks);
            }
            acks.sentAll(answerAtOnce);
        }

        private void send(Member backup, Consumer<Copy> change, Acks acks) {
            Delivery delivery = new Delivery(backup, change, acks::arrived);
            send(delivery);
            if (world.chance(faults.twice())) {
                int term = to.term();
                Delivery again = new Delivery(backup, change, () -> {});
                world.after(world.between(0, 400), () -> repeat(again, term));
            }
        }

        private void send(Delivery delivery) {
            Member owner = to.owner();
            long cutOff = owner == null ? 0 : owner.cutOffUntil();
            to.send(delivery, Math.max(cutOff, world.time() + delay()));
            world.after(delivery.due() - world.time(), () -> to.deliver(delivery));
        }

        /** The same change once more, but never one of an owner that has died. */
        private void repeat(Delivery again, int term) {
            if (term == to.term() && to.backups().contains(again.to())) {
                send(again);
            }
        }

        private void answer(Member owner, T answer) {
            boolean lost = !owner.alive() || world.chance(faults.lostAnswers());
            if (!lost) {
                world.after(delay(), () -> finish(answer));
            }
        }

        private void finish(T answer) {
            if (!done && from.alive()) {
                done = true;
                answered.accept(answer);
            }
        }
    }

    /** Waits for the backups. */
    private static final class Acks {
        private final Runnable all;
        private int missing = 1;

        Acks(Runnable all) {
            this.all = all;
        }

        void expect() {
            missing++;
        }

        void arrived() {
            missing--;
            if (missing == 0) {
                all.run();
            }
        }

        void sentAll(boolean waitForNobody) {
            if (waitForNobody) {
                missing = 1;
            }
            arrived();
            if (waitForNobody) {
                missing = Integer.MAX_VALUE;
            }
        }
    }
}
