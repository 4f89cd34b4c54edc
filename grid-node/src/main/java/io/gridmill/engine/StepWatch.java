package io.gridmill.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Ports ports;
    private final JobSteps steps;
    private final Predicate<String> keepsData;
    private final Map<String, Watched> underWay = new ConcurrentHashMap<>();
    private final Map<String, Integer> givenUp = new ConcurrentHashMap<>();

    private record Watched(StepCourse course, CompletableFuture<Boolean> end) {}

    /**
     * Nothing is under way.
     *
     * @param steps told to cancel
     * @param keepsData whether a node keeps data: others have no part in steps
     */
    StepWatch(Ports ports, JobSteps steps, Predicate<String> keepsData) {
        this.ports = ports;
        this.steps = steps;
        this.keepsData = keepsData;
    }

    /** Takes a step of a job; ends with it, or fails when it is given up. */
    CompletableFuture<Boolean> over(String job, Supplier<CompletableFuture<?>> step) {
        Set<String> members = new HashSet<>(ports.network().nodes());
        members.removeIf(keepsData.negate());
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
        long now = ports.clocks().nanoTime();
        underWay.values().forEach(watched -> watched.course.left(node, now));
    }

    /** Looks at all steps; every second or so. */
    void look() {
        if (underWay.isEmpty()) {
            return;
        }
        Set<String> present = ports.network().nodes();
        long now = ports.clocks().nanoTime();
        underWay.forEach(
                (job, watched) -> {
                    switch (watched.course.at(present, now)) {
                        case GO_ON -> {}
                        case CANCEL -> {
                            LOG.warn("A step of job {} lost a member and stands still", job);
                            steps.cancel(job);
                        }
                        case GIVE_UP -> giveUp(job, watched);
                    }
                });
    }

    private void giveUp(String job, Watched watched) {
        if (underWay.remove(job, watched)) {
            int times = givenUp.merge(job, 1, Integer::sum);
            ports.loop()
                    .after(
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
