package io.gridmill.node;

import io.gridmill.claim.Designation;
import io.gridmill.claim.JobOrder;
import io.gridmill.claim.NodeView;
import io.gridmill.claim.SchedulingRules;
import io.gridmill.cluster.Engine;
import io.gridmill.engine.JobTally;
import io.gridmill.engine.QuorumWatch;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.JobExplainer;
import io.gridmill.explain.Queue;
import io.gridmill.explain.Queue.Ahead;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.Dependency;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.Strategy;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.Share;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.NodeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a job that waits, and has it explained. Thread-safe. */
final class Explanations {
    /** Jobs in front whose tasks are counted; what stands before them is not asked for. */
    private static final int MOST_AHEAD = 50;

    private static final int FIRST = 5;

    private final Engine engine;
    private final JobQueries queries;
    private final NodeFits fits;
    private final Supplier<SchedulingRules> current;

    Explanations(
            Engine engine, JobQueries queries, NodeFits fits, Supplier<SchedulingRules> current) {
        this.engine = engine;
        this.queries = queries;
        this.fits = fits;
        this.current = current;
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
                                claim == null ? null : NodeNames.of(claim.id().node()),
                                suspected(block, index),
                                designated(job, number))));
    }

    /** Nodes that died while they ran a task and whose death it may have been. */
    private static int suspected(TaskBlock block, int index) {
        return (int)
                block.past().stream()
                        .filter(past -> past.index() == index && past.suspects() > 0)
                        .filter(past -> past.generation() == block.head().generation())
                        .count();
    }

    /** Only round-robin means each task for one node. */
    private JobExplainer.@Nullable Designated designated(JobRecord job, long number) {
        if (job.spec().placement().strategy() != Strategy.ROUND_ROBIN) {
            return null;
        }
        List<NodeView> able = Designation.able(Outlook.demand(job.spec()), engine.nodeViews());
        Designation.Rule rule =
                new Designation.Rule(Strategy.ROUND_ROBIN, job.spec().placement().needs());
        SchedulingRules rules = current.get();
        Designation designation = new Designation(rules, rule, able, engine.node());
        for (NodeView node : able) {
            Share share = designation.now(node.id());
            if (share != null && share.has(number)) {
                return new JobExplainer.Designated(
                        NodeNames.of(node.id()), rules.stealing(), Designation.GRACE.toSeconds());
            }
        }
        return null;
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
                fits.of(Outlook.demand(job.spec())),
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

    private Queue queue(JobRecord job) {
        JobOrder own = engine.order(JobBrief.of(job));
        List<JobOrder> before =
                engine.briefs().stream()
                        .filter(other -> !other.ended() && !other.stopping())
                        .map(engine::order)
                        .filter(other -> other.compareTo(own) < 0)
                        .sorted()
                        .limit(MOST_AHEAD)
                        .toList();
        List<JobOrder> urgent =
                before.stream().filter(other -> other.level() > own.level()).toList();
        List<JobOrder> earlier =
                before.stream().filter(other -> other.level() == own.level()).toList();
        return new Queue(ahead(urgent, own), ahead(earlier, own));
    }

    private Ahead ahead(List<JobOrder> jobs, JobOrder own) {
        List<String> waiting = new ArrayList<>();
        long tasks = 0;
        int waited = 0;
        for (JobOrder job : jobs) {
            JobTally tally = JobTally.of(engine.members().tallies(job.job(), null).values());
            long ready = tally.figures().counts()[TaskState.READY.ordinal()];
            if (ready > 0) {
                waiting.add(job.job());
                tasks += ready;
                waited += plain(own).compareTo(plain(job)) < 0 ? 1 : 0;
            }
        }
        return new Ahead(
                waiting.size(), tasks, waiting.subList(0, Math.min(FIRST, waiting.size())), waited);
    }

    /** The order by priority and submission alone. */
    private static JobOrder plain(JobOrder job) {
        return new JobOrder(job.priority(), job.priority(), 0, job.created(), job.job());
    }
}
