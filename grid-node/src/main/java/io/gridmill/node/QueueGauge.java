package io.gridmill.node;

import io.gridmill.claim.QueueLoad;
import io.gridmill.cluster.Engine;
import io.gridmill.engine.Heartbeat;

/** How full the grid is, and of whose work. Thread-safe. */
final class QueueGauge {
    private final Engine engine;
    private final Pace pace = new Pace();

    QueueGauge(Engine engine) {
        this.engine = engine;
    }

    QueueLoad load(String user) {
        double perSecond = pace.note(engine.tasksDone(), System.nanoTime());
        long waiting = engine.heartbeats().stream().mapToLong(Heartbeat::ready).sum();
        return QueueLoad.of(engine.briefs(), user, waiting, perSecond);
    }
}
