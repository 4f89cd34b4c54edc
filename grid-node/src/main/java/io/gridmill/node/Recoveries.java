package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.engine.JobTally;
import io.gridmill.engine.NodeCommand;
import io.gridmill.engine.QuorumWatch;
import io.gridmill.health.Quorum.Standing;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeCondition;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.RecoveryStatus.AcceptedLoss;
import io.gridmill.report.RecoveryStatus.LostJob;
import io.gridmill.report.StoreStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is lost or comes back, and lets a grid go on without nodes. Thread-safe. */
final class Recoveries {
    private static final Logger LOG = LoggerFactory.getLogger(Recoveries.class);

    private final Engine engine;
    private final GridOverview overview;

    Recoveries(Engine engine, GridOverview overview) {
        this.engine = engine;
        this.overview = overview;
    }

    RecoveryStatus status() {
        QuorumWatch quorum = engine.quorum();
        StoreStatus store = engine.durable().status();
        List<LostJob> jobs = store.recovering() ? List.of() : lostJobs();
        String state =
                quorum.standing() == Standing.BELOW
                        ? "below-quorum"
                        : store.recovering() ? "loading" : jobs.isEmpty() ? "ok" : "lost-data";
        return new RecoveryStatus(
                state,
                message(state, quorum, store, jobs.size()),
                engine.members().dataNodes(),
                quorum.expected(),
                quorum.needed(),
                missing(),
                store.loaded(),
                store.toLoad(),
                jobs,
                engine.acceptedLosses().all());
    }

    private static String message(String state, QuorumWatch quorum, StoreStatus store, int jobs) {
        return switch (state) {
            case "below-quorum" ->
                    quorum.words()
                            + " --accept-loss: what was on the lost nodes only is made again, or its"
                            + " job fails with data-lost";
            case "loading" ->
                    "Jobs are loaded from the store"
                            + (store.loaded() == null
                                    ? ""
                                    : ": " + store.loaded() + " of " + store.toLoad())
                            + "; nothing is to be done";
            case "lost-data" ->
                    "Something of "
                            + (jobs == 1 ? "1 live job" : jobs + " live jobs")
                            + " is on no node; it is waited for, then made again, or the job fails"
                            + " with data-lost. Nothing is to be done";
            default -> "Nothing is lost; " + quorum.words();
        };
    }

    /** Nodes that went without a word, as far as it was lately. */
    private List<String> missing() {
        TreeSet<String> names = new TreeSet<>();
        for (NodeStatus node : overview.nodes()) {
            if (node.state() == NodeState.OFFLINE && !NodeCondition.LEFT.equals(node.reason())) {
                names.add(node.name());
            }
        }
        return List.copyOf(names);
    }

    private List<LostJob> lostJobs() {
        List<LostJob> lost = new ArrayList<>();
        for (JobBrief brief : engine.briefs()) {
            LostJob job = lost.size() < RecoveryStatus.MOST_JOBS ? lost(brief) : null;
            if (job != null) {
                lost.add(job);
            }
        }
        return lost;
    }

    private @Nullable LostJob lost(JobBrief brief) {
        try {
            JobRecord job = engine.ledger().job(brief.id());
            if (job == null) {
                return new LostJob(brief.id(), -1);
            }
            boolean known = job.progress().splitDone() || job.spec().open();
            if (!known || job.state().ended() || job.spec().graph() != null) {
                return null;
            }
            JobTally all = JobTally.of(engine.members().tallies(brief.id(), null).values());
            long there = Arrays.stream(all.figures().counts()).sum();
            long gone = job.progress().tasks() - there;
            return gone > 0 && all.exact() ? new LostJob(brief.id(), gone) : null;
        } catch (GridException e) {
            LOG.debug("Whether something of job {} is lost cannot be told now", brief.id(), e);
            return null;
        }
    }

    /** Goes on without the nodes that are not there, at all nodes that are. */
    RecoveryStatus acceptLoss(String user) {
        QuorumWatch quorum = engine.quorum();
        if (quorum.standing() != Standing.BELOW) {
            throw new GridException(
                    ErrorCode.NOTHING_TO_ACCEPT,
                    "Enough nodes are in reach, the grid goes on by itself: " + quorum.words());
        }
        int members = engine.members().dataNodes();
        AcceptedLoss loss =
                new AcceptedLoss(
                        Instant.ofEpochMilli(engine.ledger().now()),
                        user,
                        NodeNames.of(engine.node()),
                        members,
                        quorum.expected(),
                        missing());
        LOG.warn("{}", loss);
        NodeCommand command = new NodeCommand.AcceptLoss(members, user);
        List<String> deaf = new ArrayList<>();
        for (String node : engine.members().nodes()) {
            try {
                engine.command(node, command);
            } catch (GridException e) {
                LOG.warn("Node {} was not told of it", node, e);
                deaf.add(NodeNames.of(node));
            }
        }
        engine.acceptedLosses().keep(loss);
        if (!deaf.isEmpty()) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "Not told were " + String.join(", ", deaf) + "; repeat the request there");
        }
        return status();
    }
}
