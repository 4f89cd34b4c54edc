package io.gridmill.simulation;

import io.gridmill.simulation.Partition.Delivery;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Operations on the store, as Hazelcast carries them out: on the owner, answered when all backups
 * have acknowledged. Where an owner or a backup is lost meanwhile, or takes too long, the outcome is
 * unknown: the operation fails and may have been carried out, or may yet be.
 */
final class Calls {
    private static final long BACKUPS_WITHIN = 1_500 * World.MILLI;
    private static final long GIVE_UP_AFTER = 10 * World.SECOND;
    private static final long LOOK_FOR_OWNER_EVERY = 100 * World.MILLI;
    private static final int DOUBLE_WITHIN_MILLIS = 12_000;

    private final World world;
    private final Wire wire;
    private final Mutant mutant;
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();
    private boolean watching;
    private long count;

    /** All are as far away when they are set, so the first set is the first to come. */
    private record Deadline(long at, Runnable late, BooleanSupplier over) {}

    Calls(World world, Wire wire, Mutant mutant) {
        this.world = world;
        this.wire = wire;
        this.mutant = mutant;
    }

    /** Operations so far, repeated ones included. */
    long count() {
        return count;
    }

    /** What an operation does on the owner. */
    interface Operation<T extends @Nullable Object> {
        Effect<T> on(Node owner, Copy copy);
    }

    /**
     * What came of it.
     *
     * @param backup the same for a backup; null: backups are not asked at all
     * @param changed whether anything did; else {@code backup} is a mere barrier
     */
    record Effect<T extends @Nullable Object>(
            T answer, @Nullable Consumer<Copy> backup, boolean changed) {}

    /**
     * What a backup does no second time: Hazelcast drops what is older than what the replica has. A
     * change to a record says so by its version; what is gone has none, and may have come again.
     */
    record Once(Consumer<Copy> action) implements Consumer<Copy> {
        @Override
        public void accept(Copy backup) {
            action.accept(backup);
        }
    }

    /** The outcome is not known. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String why) {
            super(why, null, false, false);
        }
    }

    /** One thing to happen for the first of those that are not over, not one for each. */
    private void watchDeadlines() {
        while (!deadlines.isEmpty() && deadlines.getFirst().over.getAsBoolean()) {
            deadlines.removeFirst();
        }
        if (!watching && !deadlines.isEmpty()) {
            watching = true;
            world.after(deadlines.getFirst().at - world.time(), this::deadline);
        }
    }

    private void deadline() {
        watching = false;
        while (!deadlines.isEmpty() && deadlines.getFirst().at <= world.time()) {
            deadlines.removeFirst().late.run();
        }
        watchDeadlines();
    }

    /**
     * Carries out an operation.
     *
     * @param decides whether it needs an owner that may decide; else it reads, or merges
     */
    <T extends @Nullable Object> CompletableFuture<T> call(
            Node from, Partition to, boolean decides, Operation<T> operation) {
        count++;
        Call<T> call = new Call<>(from, to.id, decides, operation);
        call.send();
        return call.answer;
    }

    private final class Call<T extends @Nullable Object> {
        private final Node from;
        private final int to;
        private final boolean decides;
        private final Operation<T> operation;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final long begun = world.time();

        Call(Node from, int to, boolean decides, Operation<T> operation) {
            this.from = from;
            this.to = to;
            this.decides = decides;
            this.operation = operation;
        }

        /** The partition as a member's side has it. */
        private Partition seenBy(Node node) {
            return node.cluster().partitions().get(to);
        }

        void send() {
            Node owner = seenBy(from).owner();
            if (from.evicted()) {
                fail("not a member", 100 * World.MILLI);
                return;
            }
            if (owner == null) {
                again();
                return;
            }
            if (wire.severed(from, owner)) {
                fail("member left", wire.untilParted());
                return;
            }
            if (wire.losesOperation(from, owner)) {
                fail("lost", GIVE_UP_AFTER);
                return;
            }
            world.after(wire.delay(from, owner), () -> arrive(owner, true));
            if (from != owner && wire.doubles()) {
                long later = world.between(1, DOUBLE_WITHIN_MILLIS) * World.MILLI;
                world.after(later, () -> arrive(owner, false));
            }
        }

        private void again() {
            if (world.time() - begun > GIVE_UP_AFTER) {
                fail("no owner", 0);
            } else {
                world.after(LOOK_FOR_OWNER_EVERY, this::send);
            }
        }

        private void arrive(Node owner, boolean first) {
            if (owner.frozen() && owner.alive()) {
                // It waits in the socket; who sent it hears when the member is put out.
                owner.run(() -> arrive(owner, first));
                if (first) {
                    awaitThaw(owner);
                }
                return;
            }
            Partition here = seenBy(owner);
            if (here.owner() != owner || here.truth() == null) {
                if (first && owner.alive()) {
                    // The owner knows that it is not: Hazelcast asks the new one.
                    again();
                } else if (first) {
                    fail("member left", 300 * World.MILLI);
                }
                return;
            }
            if (decides && !owner.hooks.mayDecide()) {
                if (first) {
                    fail("below quorum", wire.delay(owner, from));
                }
                return;
            }
            carryOut(here, owner, first);
        }

        private void awaitThaw(Node owner) {
            world.after(
                    World.SECOND,
                    () -> {
                        if (answer.isDone()) {
                            return;
                        }
                        if (seenBy(from).owner() != owner || world.time() - begun > GIVE_UP_AFTER) {
                            fail("member left", 0);
                        } else {
                            awaitThaw(owner);
                        }
                    });
        }

        private void carryOut(Partition here, Node owner, boolean first) {
            Copy copy = here.truth();
            if (copy == null) {
                return;
            }
            Effect<T> effect = operation.on(owner, copy);
            boolean atOnce =
                    effect.backup() == null
                            || mutant == Mutant.ANSWER_BEFORE_BACKUPS
                            || (mutant == Mutant.SETTLES_BEFORE_BACKUPS && !effect.changed());
            Acks acks = new Acks(here, owner, effect.answer(), first);
            if (effect.backup() != null && (effect.changed() || !atOnce)) {
                sendToBackups(here, owner, effect.backup(), atOnce ? null : acks);
            }
            acks.sentAll();
        }

        private void sendToBackups(
                Partition here, Node owner, Consumer<Copy> change, @Nullable Acks acks) {
            for (Node backup : here.backups()) {
                if (acks != null) {
                    acks.expect();
                }
                send(here, owner, new Delivery(backup, change, acks));
                if (wire.doubles()) {
                    int term = here.term();
                    long later = world.between(0, 400) * World.MILLI;
                    world.after(
                            later,
                            () -> {
                                boolean stays =
                                        term == here.term() && here.backups().contains(backup);
                                if (stays && !(change instanceof Once)) {
                                    send(here, owner, new Delivery(backup, change, null));
                                }
                            });
                }
            }
        }

        private void send(Partition here, Node owner, Delivery delivery) {
            long due = world.time() + wire.delay(owner, delivery.to());
            long at = here.send(delivery, due);
            // What does not pass stands in the line until they part, or are together again.
            if (!wire.severed(owner, delivery.to())) {
                world.after(at - world.time(), () -> deliver(here, owner, delivery));
            }
        }

        private void deliver(Partition here, Node owner, Delivery delivery) {
            if (delivery.to().frozen()) {
                delivery.to().run(() -> deliver(here, owner, delivery));
            } else if (!wire.severed(owner, delivery.to())) {
                here.deliver(delivery);
            }
        }

        private void answer(Node owner, T result) {
            if (wire.severed(owner, from)) {
                fail("member left", wire.untilParted());
            } else if (wire.losesOperation(owner, from)) {
                fail("answer lost", GIVE_UP_AFTER);
            } else {
                world.after(wire.delay(owner, from), () -> from.run(() -> answer.complete(result)));
            }
        }

        private void fail(String why, long after) {
            world.after(
                    after, () -> from.run(() -> answer.completeExceptionally(new Unknown(why))));
        }

        /** Waits for the backups. */
        private final class Acks implements Partition.Waiting {
            private final Partition here;
            private final Node owner;
            private final T result;
            private final boolean first;
            private int missing = 1;
            private boolean over;

            Acks(Partition here, Node owner, T result, boolean first) {
                this.here = here;
                this.owner = owner;
                this.result = result;
                this.first = first;
            }

            void expect() {
                missing++;
            }

            @Override
            public void arrived() {
                missing--;
                if (missing == 0 && !over) {
                    end();
                    if (first && owner.responsive()) {
                        answer(owner, result);
                    } else if (first) {
                        fail("member left", World.SECOND);
                    }
                }
            }

            @Override
            public void lost() {
                end();
                if (first && !answer.isDone()) {
                    fail("member left", 0);
                }
            }

            void sentAll() {
                if (missing > 1) {
                    here.waits(this);
                    deadlines.add(
                            new Deadline(world.time() + BACKUPS_WITHIN, this::late, this::over));
                    watchDeadlines();
                }
                arrived();
            }

            private void late() {
                if (!over) {
                    end();
                    if (first && !answer.isDone()) {
                        fail("backups did not answer", 0);
                    }
                }
            }

            private boolean over() {
                return over;
            }

            private void end() {
                over = true;
                here.waitsNoMore(this);
            }
        }
    }
}
