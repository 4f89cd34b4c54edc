package io.gridmill.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the steps of jobs that several members do, so that none stands still for good: what
 * {@link StepCourse} gives up is cancelled and fails, and its driver takes it again, as it does with
 * every step that failed. Thread-safe.
 */
final class StepWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StepWatch.class);

    private final Nodes nodes;
    private final LongSupplier nanoTime;
    private final Loop loop;
    private final Consumer<String> cancel;
    private final Map<String, Watched> underWay = new ConcurrentHashMap<>();
    private final Map<String, Integer> givenUp = new ConcurrentHashMap<>();

    private record Watched(StepCourse course, CompletableFuture<Boolean> end) {}

    /**
     * The nodes there are.
     *
     * @param keepsData whether a node keeps data: others have no part in steps
     */
    record Nodes(Supplier<Set<String>> present, Predicate<String> keepsData) {}

    /**
     * Nothing is under way.
     *
     * @param cancel ends the step of a job that is under way
     */
    StepWatch(Nodes nodes, LongSupplier nanoTime, Loop loop, Consumer<String> cancel) {
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.loop = loop;
        this.cancel = cancel;
    }

    /** Takes a step of a job; ends with it, or fails when it is given up. */
    CompletableFuture<Boolean> over(String job, Supplier<CompletableFuture<?>> step) {
        Set<String> members = new HashSet<>(nodes.present.get());
        members.removeIf(nodes.keepsData.negate());
        Watched watched = new Watched(new StepCourse(members), new CompletableFuture<>());
        underWay.put(job, watched);
        CompletableFuture<?> begun;
        try {
            begun = step.get();
        } catch (RuntimeException e) {
            begun = CompletableFuture.failedFuture(e);
        }
        var _ = begun.whenComplete((_, failure) -> ended(job, watched, failure));
        return watched.end;
    }

    private void ended(String job, Watched watched, @Nullable Throwable failure) {
        if (failure == null) {
            underWay.remove(job, watched);
            givenUp.remove(job);
            watched.end.complete(true);
        } else if (watched.course.cancelled()) {
            giveUp(job, watched);
        } else {
            underWay.remove(job, watched);
            watched.end.completeExceptionally(failure);
        }
    }

    /** A node is no member any more. */
    void left(String node) {
        long now = nanoTime.getAsLong();
        underWay.values().forEach(watched -> watched.course.left(node, now));
    }

    /** Looks at all steps; every second or so. */
    void look() {
        if (underWay.isEmpty()) {
            return;
        }
        Set<String> present = nodes.present.get();
        long now = nanoTime.getAsLong();
        underWay.forEach(
                (job, watched) -> {
                    switch (watched.course.at(present, now)) {
                        case GO_ON -> {}
                        case CANCEL -> {
                            LOG.warn("A step of job {} lost a member and stands still", job);
                            cancel.accept(job);
                        }
                        case GIVE_UP -> giveUp(job, watched);
                    }
                });
    }

    private void giveUp(String job, Watched watched) {
        if (underWay.remove(job, watched)) {
            int times = givenUp.merge(job, 1, Integer::sum);
            loop.after(
                    StepCourse.waitMillis(times),
                    () ->
                            watched.end.completeExceptionally(
                                    new IllegalStateException(
                                            "it stood still after a member was lost")));
        }
    }

    /** Forgets a job. */
    void forget(String job) {
        givenUp.remove(job);
    }
}
