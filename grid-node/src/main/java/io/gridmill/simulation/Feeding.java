package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.Addition;
import io.gridmill.ledger.BlockKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients that add tasks to open jobs, some at a time and at several members at once, again under the
 * same key where they hear nothing, and close the jobs in the end.
 */
final class Feeding {
    private static final int MOST_ADDED = 40;
    private static final int LAST_ADDED_SECONDS = 20;
    private static final int MOST_REPEATS = 50;
    private static final long REPEAT_MILLIS = 100;

    private final World world;
    private final Store store;
    private final Checker checker;
    private final Supplier<Node> client;
    private final Map<String, List<Batch>> planned = new HashMap<>();

    Feeding(World world, Store store, Checker checker, Supplier<Node> client) {
        this.world = world;
        this.store = store;
        this.checker = checker;
        this.client = client;
    }

    /** Tasks that are added at once, under a key. */
    private static final class Batch {
        private final String job;
        private final int number;
        private final List<byte[]> items = new ArrayList<>();
        private boolean answered;

        Batch(String job, int number, int tasks) {
            this.job = job;
            this.number = number;
            for (int i = 0; i < tasks; i++) {
                items.add((key() + "/" + i).getBytes(StandardCharsets.US_ASCII));
            }
        }

        String key() {
            return "batch-" + number;
        }
    }

    /** An addition at a member. */
    private record Sending(Node through, Batch batch) {}

    /** So many tasks will be added to a job once it is there. */
    void plan(String job, long tasks) {
        List<Batch> batches = new ArrayList<>();
        long left = tasks;
        while (left > 0) {
            int some = (int) Math.min(left, world.between(1, MOST_ADDED));
            batches.add(new Batch(job, batches.size() + 1, some));
            left -= some;
        }
        planned.put(job, batches);
    }

    /** A job is there: it is fed, if it is an open one, and closed. */
    void begin(String job) {
        List<Batch> batches = planned.remove(job);
        if (batches == null) {
            return;
        }
        for (Batch batch : batches) {
            world.after(
                    world.between(0, LAST_ADDED_SECONDS * 1_000) * World.MILLI, () -> send(batch));
        }
        // Some are closed while tasks are still on their way.
        boolean patient = world.chance(0.8);
        long soonest = world.time() + world.between(1, LAST_ADDED_SECONDS) * World.SECOND;
        closeWhen(() -> patient ? allAnswered(batches) : world.time() >= soonest, job);
    }

    private static boolean allAnswered(List<Batch> batches) {
        return batches.stream().allMatch(batch -> batch.answered);
    }

    /** Through some member, and soon through another one if no answer comes. */
    private void send(Batch batch) {
        if (batch.answered) {
            return;
        }
        Sending sending = new Sending(client.get(), batch);
        var _ =
                store.seenBy(sending.through)
                        .readJob(batch.job)
                        .thenAccept(job -> look(sending, job));
        world.after(world.between(1_000, 6_000) * World.MILLI, () -> send(batch));
    }

    private void look(Sending sending, @Nullable JobRecord job) {
        if (job == null) {
            sending.batch.answered = true;
            return;
        }
        var _ =
                store.knowsAddition(sending.through, job.id(), sending.batch.key())
                        .thenAccept(
                                known -> {
                                    if (known || job.takesTasks()) {
                                        begin(sending, job);
                                    } else {
                                        sending.batch.answered = true;
                                    }
                                });
    }

    private void begin(Sending sending, JobRecord job) {
        Batch batch = sending.batch;
        var _ =
                store.beginAddition(
                                sending.through, job.id(), batch.key(), Addition.firstBlock(job))
                        .thenAccept(
                                block ->
                                        add(
                                                sending,
                                                Addition.of(job, batch.number, batch.items, block),
                                                0));
    }

    private void add(Sending sending, Addition addition, int repeats) {
        if (addition.over()) {
            tell(sending, addition, repeats);
            return;
        }
        BlockKey key = new BlockKey(sending.batch.job, addition.block());
        var _ =
                store.grow(sending.through, key, addition.next())
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure == null) {
                                        add(sending, addition.after(answer), repeats);
                                    } else {
                                        again(
                                                sending,
                                                repeats,
                                                () -> add(sending, addition, repeats + 1));
                                    }
                                });
    }

    private static void again(Sending sending, int repeats, Runnable action) {
        if (repeats < MOST_REPEATS) {
            sending.through.after(REPEAT_MILLIS, action);
        }
    }

    private void tell(Sending sending, Addition addition, int repeats) {
        JobEvent told = addition.told(sending.through.wallMillis());
        if (told == null) {
            sending.batch.answered = true;
            return;
        }
        var _ =
                store.seenBy(sending.through)
                        .applyToJob(sending.batch.job, told)
                        .whenComplete(
                                (job, failure) -> {
                                    if (failure == null) {
                                        answered(sending.batch, addition, job);
                                    } else {
                                        again(
                                                sending,
                                                repeats,
                                                () -> tell(sending, addition, repeats + 1));
                                    }
                                });
    }

    private void answered(Batch batch, Addition addition, @Nullable JobRecord job) {
        batch.answered = true;
        if (!addition.closed() && job != null && !job.progress().stopping()) {
            checker.additions().acknowledged(batch.job, batch.key(), batch.items, addition.first());
            if (world.chance(0.1)) {
                // The answer got lost on its way to the client.
                batch.answered = false;
                send(batch);
            }
        }
    }

    private interface Condition {
        boolean met();
    }

    private void closeWhen(Condition condition, String job) {
        world.after(
                World.SECOND,
                () -> {
                    if (condition.met()) {
                        close(job);
                    } else {
                        closeWhen(condition, job);
                    }
                });
    }

    private void close(String job) {
        Node through = client.get();
        var _ =
                store.seenBy(through)
                        .applyToJob(job, new JobEvent.Close("user", through.wallMillis()))
                        .thenAccept(
                                after -> {
                                    // One that has failed may be retried and take tasks again.
                                    if (after != null && after.progress().closing()) {
                                        checker.additions().closed(after);
                                    }
                                });
        world.after(
                world.between(1_000, 5_000) * World.MILLI,
                () -> {
                    if (!checker.additions().isClosed(job)) {
                        close(job);
                    }
                });
    }
}
