package io.gridmill.engine;

import io.gridmill.claim.Designation;
import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.claim.FairShare;
import io.gridmill.claim.NodeView;
import io.gridmill.claim.SchedulingRules;
import io.gridmill.execute.Clocks;
import io.gridmill.job.JobBrief;
import io.gridmill.job.Needs;
import io.gridmill.job.Strategy;
import io.gridmill.ledger.Share;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The terms on which a member gives out its blocks, by what the nodes said last. Thread-safe. */
final class Placing implements Terms {
    private static final int MOST_KNOWN = 4_000;

    private final String self;
    private final Supplier<SchedulingRules> rules;
    private final Heartbeats heartbeats;
    private final Commitments commitments;
    private final Clocks clocks;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** A job's designation, as long as the nodes and the rules are as they were. */
    private record Known(
            long nodesVersion,
            SchedulingRules rules,
            JobBrief.Claimable work,
            Designation designation) {}

    Placing(
            String self,
            Supplier<SchedulingRules> rules,
            Heartbeats heartbeats,
            Commitments commitments,
            Clocks clocks) {
        this.self = self;
        this.rules = rules;
        this.heartbeats = heartbeats;
        this.commitments = commitments;
        this.clocks = clocks;
    }

    @Override
    public long now() {
        return clocks.wallMillis();
    }

    @Override
    public double use(String user) {
        return heartbeats.use(user);
    }

    @Override
    public boolean behind(String user) {
        return FairShare.behind(user, heartbeats.use());
    }

    @Override
    public @Nullable Offer offer(JobBrief job, String node) {
        if (anybodys(job)) {
            return heartbeats.runs(node, job.work().type()) ? Offer.ALL : null;
        }
        Designation designation = designation(job);
        Share later = designation.later(node);
        return later == null ? null : new Offer(designation.now(node), later);
    }

    @Override
    public @Nullable Share next(JobBrief job, boolean owned) {
        if (anybodys(job)) {
            return Share.ALL;
        }
        Strategy strategy = job.work().placement().strategy();
        boolean sameForAll = strategy == Strategy.ROUND_ROBIN || strategy == Strategy.CAPABILITY;
        // Who needs a resource asks anew each time, behind those who wait for it.
        boolean resources = !job.work().placement().needs().resources().isEmpty();
        return (owned || sameForAll) && !resources ? designation(job).now(self) : null;
    }

    /** The usual case, which needs no look at all the nodes. */
    private boolean anybodys(JobBrief job) {
        return rules.get().stealing() && job.work().placement().anywhere();
    }

    @Override
    public boolean forOthers(JobBrief job) {
        return anybodys(job)
                ? heartbeats.othersRun(job.work().type())
                : designation(job).forOthers();
    }

    @Override
    public boolean fits(Needs needs, String node, Map<String, Long> used) {
        if (needs.resources().isEmpty()) {
            return true;
        }
        if (node.equals(self)) {
            return commitments.fits(needs);
        }
        Map<String, Long> has = heartbeats.resources(node);
        for (Map.Entry<String, Long> need : needs.resources().entrySet()) {
            long all = has.getOrDefault(need.getKey(), 0L);
            if (all - used.getOrDefault(need.getKey(), 0L) < need.getValue()) {
                return false;
            }
        }
        return true;
    }

    private Designation designation(JobBrief job) {
        Heartbeats.Nodes nodes = heartbeats.nodes(clocks.nanoTime());
        SchedulingRules current = rules.get();
        Known before = known.get(job.id());
        if (before != null
                && before.nodesVersion == nodes.version()
                && before.rules.equals(current)
                && before.work.equals(job.work())) {
            return before.designation;
        }
        Designation made = designate(current, job.work(), nodes.views());
        if (known.size() >= MOST_KNOWN) {
            // Jobs come and go; what is still asked for is made again.
            known.clear();
        }
        known.put(job.id(), new Known(nodes.version(), current, job.work(), made));
        return made;
    }

    private Designation designate(
            SchedulingRules current, JobBrief.Claimable work, List<NodeView> views) {
        Needs needs = work.placement().needs();
        List<NodeView> able = Designation.able(new Demand(work.type(), needs), views);
        Designation.Rule rule = new Designation.Rule(work.placement().strategy(), needs);
        return new Designation(current, rule, able, self);
    }
}
