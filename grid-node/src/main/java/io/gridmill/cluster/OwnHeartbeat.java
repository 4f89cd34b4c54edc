package io.gridmill.cluster;

import io.gridmill.cluster.members.Heartbeat;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeProfile;
import java.util.ArrayList;
import java.util.List;

/** What this node says of itself, from all that knows a part of it. Thread-safe. */
final class OwnHeartbeat {
    private final Engine engine;

    OwnHeartbeat(Engine engine) {
        this.engine = engine;
    }

    /** As it is now. */
    Heartbeat now() {
        BlockIndex.Best best = engine.index().best();
        List<String> running = new ArrayList<>();
        engine.slots()
                .running()
                .forEach(task -> running.add(task.batch().block().job() + "/" + task.task()));
        NodeControl control = engine.control();
        NodeProfile profile = control.profile();
        return new Heartbeat(
                engine.node(),
                engine.slots().size(),
                running.size(),
                best.priority(),
                best.ready(),
                engine.slots().tasksDone(),
                vitals(control.health()),
                control.condition(),
                control.leaving(),
                profile.role(),
                profile.labels(),
                profile.types(),
                running,
                driven());
    }

    private List<JobBrief> driven() {
        List<JobBrief> driven = new ArrayList<>();
        for (JobRecord job : engine.driver().own()) {
            if (!job.state().ended()) {
                driven.add(JobBrief.of(job));
            }
        }
        return driven;
    }

    private Heartbeat.Vitals vitals(NodeControl.Health health) {
        var address = engine.hazelcast().getCluster().getLocalMember().getAddress();
        return new Heartbeat.Vitals(
                address.getHost() + ":" + address.getPort(),
                health.reading().cpu(),
                health.reading().heapInUse(),
                health.reading().load(),
                health.reading().ownCpu(),
                health.foreignCpu(),
                health.taskLoad(),
                NodeControl.pid(),
                Vitals.started(),
                engine.version());
    }
}
