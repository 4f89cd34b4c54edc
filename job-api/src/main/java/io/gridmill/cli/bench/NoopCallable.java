package io.gridmill.cli.bench;

import java.io.Serializable;
import java.util.concurrent.Callable;

/** A task for Hazelcast's own executor that computes nothing. */
final class NoopCallable implements Callable<Integer>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer call() {
        return 0;
    }
}
