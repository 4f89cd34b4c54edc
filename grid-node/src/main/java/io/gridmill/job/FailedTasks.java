package io.gridmill.job;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job knows of its failed tasks in this generation. Told by the owners of its blocks as
 * absolute numbers, so that hearing it twice or late does no harm.
 *
 * @param byBlock how many of a block have failed, by its number; blocks without any are left out
 * @param first one of them, to say why
 */
public record FailedTasks(Map<Integer, Integer> byBlock, @Nullable JobFailure first) {
    /** None. */
    public static final FailedTasks NONE = new FailedTasks(Map.of(), null);

    public FailedTasks {
        byBlock = Collections.unmodifiableMap(new TreeMap<>(byBlock));
    }

    /** How many in all. */
    public long count() {
        return byBlock.values().stream().mapToLong(Integer::longValue).sum();
    }

    /**
     * With what was told. Numbers rise until their block settles; the one that comes with that is
     * final. It may be lower: after a split a task that was given up on one side may turn out to have
     * succeeded on the other.
     *
     * @param settled blocks that had settled before: nothing more is heard of them
     * @param news blocks that settle with this
     */
    FailedTasks with(
            Map<Integer, Integer> told, BitSet settled, BitSet news, @Nullable JobFailure failure) {
        Map<Integer, Integer> all = new TreeMap<>(byBlock);
        news.stream().filter(block -> !settled.get(block)).forEach(all::remove);
        told.forEach(
                (block, failed) -> {
                    if (!settled.get(block)) {
                        all.merge(block, failed, Math::max);
                    }
                });
        return new FailedTasks(all, all.isEmpty() ? null : first == null ? failure : first);
    }

    /**
     * Why the job fails; null while it bears this.
     *
     * @param total final number of tasks; -1 while it is not known
     * @param settled whether all tasks have ended
     */
    @Nullable JobFailure verdict(FailurePolicy policy, long total, boolean settled) {
        long failed = count();
        boolean all = settled && failed > 0 && failed == total;
        if (!all && !policy.exceeded(failed, total)) {
            return null;
        }
        JobFailure why =
                Objects.requireNonNullElse(
                        first, new JobFailure(ErrorCode.TASK_FAILED.code(), "A task failed", -1));
        if (policy instanceof FailurePolicy.FailFast) {
            return why;
        }
        String what =
                all
                        ? "All " + total + " tasks failed"
                        : failed + " tasks failed, " + policy.text() + " are tolerated";
        return new JobFailure(why.code(), what + "; the first: " + why.message(), why.task());
    }
}
