package io.gridmill.node;

import io.gridmill.claim.Eligibility;
import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.claim.JobOrder;
import io.gridmill.claim.NodeView;
import io.gridmill.claim.Obstacle;
import io.gridmill.cluster.Engine;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.JobTally;
import io.gridmill.engine.QuorumWatch;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.JobExplainer;
import io.gridmill.explain.NodeFit;
import io.gridmill.explain.Queue;
import io.gridmill.explain.Queue.Ahead;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.Amounts;
import io.gridmill.job.Dependency;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a job that waits, and has it explained. Thread-safe. */
final class Explanations {
    /** Jobs in front whose tasks are counted; what stands before them is not asked for. */
    private static final int MOST_AHEAD = 50;

    private static final int FIRST = 5;

    private final Engine engine;
    private final JobQueries queries;
    private final GridOverview overview;

    Explanations(Engine engine, JobQueries queries, GridOverview overview) {
        this.engine = engine;
        this.queries = queries;
        this.overview = overview;
    }

    Explanation job(String id) {
        return withQuorum(JobExplainer.job(facts(queries.record(id))));
    }

    Explanation task(String id, long number) {
        JobRecord job = queries.record(id);
        JobQueries.Found found = queries.find(job, number);
        TaskBlock block = found.block();
        int index = found.index();
        LiveClaim claim = block.claim(index);
        return withQuorum(
                JobExplainer.task(
                        facts(job),
                        new JobExplainer.Task(
                                number,
                                block.state(index),
                                block.due(index),
                                claim == null ? null : NodeNames.of(claim.id().node()))));
    }

    /** Where too few nodes are in reach that is the first reason of all. */
    private Explanation withQuorum(Explanation explained) {
        QuorumWatch quorum = engine.quorum();
        if (quorum.mayDecide() || !explained.waiting()) {
            return explained;
        }
        return explained.because(
                new Reason(
                        ReasonCode.BELOW_QUORUM,
                        "Nothing is decided here: " + quorum.words(),
                        Map.of("needed", quorum.needed(), "expected", quorum.expected())));
    }

    private JobExplainer.Facts facts(JobRecord job) {
        JobFigures figures =
                job.outcome() == null ? queries.figures(job.id()) : job.outcome().figures();
        boolean waits = figures.counts()[TaskState.READY.ordinal()] > 0;
        return new JobExplainer.Facts(
                job,
                figures,
                dependencies(job),
                nodes(job),
                waits ? queue(job) : Queue.EMPTY,
                engine.ledger().now());
    }

    private Map<String, @Nullable JobState> dependencies(JobRecord job) {
        Map<String, @Nullable JobState> states = new HashMap<>();
        if (job.state() == JobState.PENDING) {
            for (Dependency dependency : job.spec().conditions().dependsOn()) {
                JobRecord other = engine.ledger().job(dependency.job());
                states.put(dependency.job(), other == null ? null : other.state());
            }
        }
        return states;
    }

    private List<NodeFit> nodes(JobRecord job) {
        Demand demand = new Demand(job.spec().type(), job.spec().placement().needs());
        Map<String, List<String>> lacks = new HashMap<>();
        for (Heartbeat said : engine.heartbeats()) {
            NodeView view = said.view(false, said.capacity().used());
            lacks.put(said.node(), lacks(Eligibility.of(demand, view)));
        }
        return overview.nodes().stream()
                .map(node -> fit(node, lacks.getOrDefault(node.id(), List.of())))
                .toList();
    }

    /** What passes, and that a node has no slots, is told with its state. */
    private static List<String> lacks(Eligibility.Verdict verdict) {
        List<String> lacks = new ArrayList<>();
        for (Obstacle obstacle : verdict.obstacles()) {
            switch (obstacle) {
                case Obstacle.TypeMissing missing -> lacks.add("no task type " + missing.type());
                case Obstacle.LabelMissing label ->
                        lacks.add(
                                "no label "
                                        + label.key()
                                        + "="
                                        + String.join(" or ", label.wanted()));
                case Obstacle.ResourceTooSmall small ->
                        lacks.add(
                                "less than "
                                        + Amounts.text(small.resource(), small.needed())
                                        + " of "
                                        + small.resource());
                case Obstacle.Role _,
                        Obstacle.NoSlots _,
                        Obstacle.ResourceInUse _,
                        Obstacle.Draining _,
                        Obstacle.Busy _,
                        Obstacle.Suspect _ -> {}
            }
        }
        return lacks;
    }

    private static NodeFit fit(NodeStatus node, List<String> lacks) {
        return new NodeFit(
                node.name(), node.state(), node.reason(), lacks, node.slots(), node.busy());
    }

    private Queue queue(JobRecord job) {
        JobOrder own = order(JobBrief.of(job));
        List<JobBrief> before =
                engine.briefs().stream()
                        .filter(other -> !other.ended() && !other.stopping())
                        .filter(other -> order(other).compareTo(own) < 0)
                        .sorted((a, b) -> order(a).compareTo(order(b)))
                        .limit(MOST_AHEAD)
                        .toList();
        List<JobBrief> urgent =
                before.stream().filter(other -> other.priority() > own.level()).toList();
        List<JobBrief> earlier =
                before.stream().filter(other -> other.priority() == own.level()).toList();
        return new Queue(ahead(urgent), ahead(earlier));
    }

    private Ahead ahead(List<JobBrief> jobs) {
        List<String> waiting = new ArrayList<>();
        long tasks = 0;
        for (JobBrief job : jobs) {
            JobTally tally = JobTally.of(engine.members().tallies(job.id(), null).values());
            long ready = tally.figures().counts()[TaskState.READY.ordinal()];
            if (ready > 0) {
                waiting.add(job.id());
                tasks += ready;
            }
        }
        return new Ahead(
                waiting.size(), tasks, waiting.subList(0, Math.min(FIRST, waiting.size())));
    }

    private static JobOrder order(JobBrief job) {
        return new JobOrder(job.priority(), job.priority(), 0, job.created(), job.id());
    }
}
