package io.gridmill.engine;

import io.gridmill.execute.SlotPool;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What this node says of itself, from all that knows a part of it. Thread-safe. */
final class OwnHeartbeat {
    private final Member member;

    OwnHeartbeat(Member member) {
        this.member = member;
    }

    /** As it is now. */
    Heartbeat now() {
        List<String> running = new ArrayList<>();
        for (SlotPool.Running task : member.slots().running()) {
            running.add(task.batch().block().job() + "/" + task.task());
        }
        NodeControl control = member.control();
        NodeProfile profile = control.profile();
        return new Heartbeat(
                member.ports().network().self(),
                member.slots().size(),
                running.size(),
                member.index().urgency(),
                member.index().ready(),
                member.slots().tasksDone(),
                control.vitals(),
                control.condition(),
                control.leaving(),
                profile.role(),
                profile.labels(),
                profile.types(),
                capacity(),
                running,
                driven(),
                member.quorum().size());
    }

    private Capacity capacity() {
        Commitments commitments = member.commitments();
        commitments.slots(member.slots().size());
        Map<String, Double> users = commitments.recent(member.ports().clocks().wallMillis());
        for (SlotPool.Running task : member.slots().running()) {
            users.merge(task.batch().job().spec().user(), 1.0, Double::sum);
        }
        return new Capacity(commitments.resources(), commitments.used(), users);
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
