package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeProfile;
import java.util.ArrayList;
import java.util.List;

/** What this node says of itself, from all that knows a part of it. Thread-safe. */
final class OwnHeartbeat {
    private final Member member;

    OwnHeartbeat(Member member) {
        this.member = member;
    }

    /** As it is now. */
    Heartbeat now() {
        BlockIndex.Best best = member.index().best();
        List<String> running = new ArrayList<>();
        member.slots()
                .running()
                .forEach(task -> running.add(task.batch().block().job() + "/" + task.task()));
        NodeControl control = member.control();
        NodeProfile profile = control.profile();
        return new Heartbeat(
                member.ports().network().self(),
                member.slots().size(),
                running.size(),
                best.priority(),
                best.ready(),
                member.slots().tasksDone(),
                control.vitals(),
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
        for (JobRecord job : member.driver().own()) {
            if (!job.state().ended()) {
                driven.add(JobBrief.of(job));
            }
        }
        return driven;
    }
}
