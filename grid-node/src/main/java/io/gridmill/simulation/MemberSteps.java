package io.gridmill.simulation;

import io.gridmill.engine.JobSteps;
import io.gridmill.engine.LocalWork;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.Addition.Sealing;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits and aggregates as Jet's pipelines do: every member does its share, one puts it together, and
 * all of it fails when a member is lost or it takes too long.
 */
final class MemberSteps implements JobSteps {
    private static final long MOST_MILLIS = 3_600_000;

    private final Node self;
    private final World world;
    private final Wire wire;
    private final Store store;
    private final Mutant mutant;
    private final Map<String, CompletableFuture<?>> underWay = new HashMap<>();

    MemberSteps(Node self, World world, Wire wire, Store store, Mutant mutant) {
        this.mutant = mutant;
        this.store = store;
        this.self = self;
        this.world = world;
        this.wire = wire;
    }

    private LocalWork here() {
        return self.member().work();
    }

    @Override
    public CompletableFuture<?> split(JobRecord job) {
        String id = job.id();
        long epoch = job.progress().epoch();
        boolean oneBlock = job.plan().known() && job.plan().blocks() <= 1;
        List<Node> members = oneBlock ? List.of(self) : self.cluster().keepers();
        return this.<Long>ask(
                        id, members, (work, place) -> work.writeShare(id, place, members.size()))
                .thenCompose(
                        tasks ->
                                here().splitDone(
                                                id, epoch, tasks.stream().mapToLong(n -> n).sum()));
    }

    @Override
    public CompletableFuture<Long> seal(JobRecord job) {
        if (mutant == Mutant.SEALED_BY_RECORD) {
            return CompletableFuture.completedFuture(job.progress().tasks());
        }
        CompletableFuture<Long> sealed = new CompletableFuture<>();
        seal(job.id(), Sealing.of(job), sealed);
        return sealed;
    }

    /** Asks one block after another, each until it answers; gives up with the first that does not. */
    private void seal(String job, Sealing sealing, CompletableFuture<Long> sealed) {
        if (sealing.over()) {
            sealed.complete(sealing.tasks());
            return;
        }
        var _ =
                store.grow(self, new BlockKey(job, sealing.block()), sealing.next())
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure == null) {
                                        seal(job, sealing.after(answer), sealed);
                                    } else {
                                        sealed.completeExceptionally(failure);
                                    }
                                });
    }

    @Override
    public CompletableFuture<?> aggregate(JobRecord job) {
        String id = job.id();
        long epoch = job.progress().epoch();
        List<Node> members =
                switch (job.blocks()) {
                    case 0 -> List.of();
                    case 1 -> List.of(self);
                    default -> self.cluster().keepers();
                };
        return this.<byte[]>ask(id, members, (work, _) -> work.localPartials(id, epoch))
                .thenCompose(partials -> here().finish(id, epoch, partials));
    }

    @Override
    public void cancel(String job) {
        CompletableFuture<?> step = underWay.get(job);
        if (step != null) {
            self.soon(() -> step.completeExceptionally(new IllegalStateException("cancelled")));
        }
    }

    private <T> CompletableFuture<List<T>> ask(
            String job,
            List<Node> members,
            BiFunction<LocalWork, Integer, CompletableFuture<T>> question) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        List<T> answers = new ArrayList<>();
        underWay.put(job, all);
        if (members.isEmpty()) {
            all.complete(answers);
        }
        for (int i = 0; i < members.size(); i++) {
            int place = i;
            Node member = members.get(i);
            Consumer<Answer<T>> back =
                    answer ->
                            pass(
                                    member,
                                    self,
                                    all,
                                    () ->
                                            self.run(
                                                    () ->
                                                            note(
                                                                    all,
                                                                    answers,
                                                                    members.size(),
                                                                    answer)));
            Runnable asked =
                    () -> {
                        var _ =
                                question.apply(member.member().work(), place)
                                        .whenComplete((a, e) -> back.accept(new Answer<>(a, e)));
                    };
            pass(self, member, all, () -> member.run(asked));
        }
        watch(all, members, world.time());
        return all.whenComplete((_, _) -> underWay.remove(job, all));
    }

    /** What does not arrive at the other side of a cut is missed when they part. */
    private void pass(Node from, Node to, CompletableFuture<?> step, Runnable arrives) {
        if (wire.severed(from, to)) {
            Exception lost = new IllegalStateException("a member is lost");
            self.after(
                    wire.untilParted() / World.MILLI,
                    () -> {
                        var _ = step.completeExceptionally(lost);
                    });
        } else {
            world.after(wire.delay(from, to), arrives);
        }
    }

    /** What a member answered, or why it did not. */
    private record Answer<T>(@Nullable T value, @Nullable Throwable failure) {}

    private static <T> void note(
            CompletableFuture<List<T>> all, List<T> answers, int expected, Answer<T> answer) {
        T value = answer.value;
        if (value == null) {
            all.completeExceptionally(new IllegalStateException("no answer", answer.failure));
            return;
        }
        answers.add(value);
        if (answers.size() == expected) {
            all.complete(answers);
        }
    }

    private void watch(CompletableFuture<?> step, List<Node> members, long begun) {
        self.after(
                500,
                () -> {
                    if (step.isDone()) {
                        return;
                    }
                    boolean lost =
                            !self.view().containsAll(members.stream().map(m -> m.id).toList());
                    boolean late = world.time() - begun > MOST_MILLIS * World.MILLI;
                    if (lost || late) {
                        step.completeExceptionally(new IllegalStateException("a member is lost"));
                    } else {
                        watch(step, members, begun);
                    }
                });
    }
}
