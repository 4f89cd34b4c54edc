package io.gridmill.cluster.members;

import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import java.util.concurrent.Executor;

/**
 * Hears that this member was merged into others after a split of the network.
 *
 * @param executor where the reaction runs
 */
public record MergeListener(Executor executor, Runnable reaction) implements LifecycleListener {
    @Override
    public void stateChanged(LifecycleEvent event) {
        if (event.getState() == LifecycleState.MERGED) {
            executor.execute(reaction);
        }
    }
}
