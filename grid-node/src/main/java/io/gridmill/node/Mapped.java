package io.gridmill.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The results of a function over many inputs, in their order.
 *
 * @param <O> one result
 */
public final class Mapped<O> {
    private final JobHandle<List<O>> job;

    Mapped(JobHandle<List<O>> job) {
        this.job = job;
    }

    /** The job behind it. */
    public JobHandle<List<O>> job() {
        return job;
    }

    /** Waits for all results. */
    public List<O> toList() {
        return new ArrayList<>(job.result());
    }

    /** Waits for all results and makes one value of them, in their order, on this member. */
    public <A> A reduce(A identity, BiFunction<A, ? super O, A> add) {
        A value = identity;
        for (O result : job.result()) {
            value = add.apply(value, result);
        }
        return value;
    }
}
