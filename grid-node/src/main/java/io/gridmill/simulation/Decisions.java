package io.gridmill.simulation;

import io.gridmill.job.DataRef;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StepRecord;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockChange.Ended;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.ledger.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The production decisions, or a mutant's. */
final class Decisions {
    private static final RetryRule NO_RETRY =
            new RetryRule(1, Duration.ZERO, 1, Duration.ZERO, List.of());

    private final Mutant mutant;
    private int asked;

    Decisions(Mutant mutant) {
        this.mutant = mutant;
    }

    Decision decide(TaskBlock block, BlockEvent event) {
        return switch (event) {
            case BlockEvent.Work work when work.report() != null ->
                    work(block, work, work.report());
            case BlockEvent.Work work
                    when work.request() != null && mutant == Mutant.DOUBLE_CLAIM ->
                    claimedAgain(block, work, work.request());
            case BlockEvent.Expire expire when mutant == Mutant.LOSS_CHARGED ->
                    charged(block, expire);
            case BlockEvent.Stop _ when mutant == Mutant.STOP_UNHEARD ->
                    BlockTransitions.decide(block, new BlockEvent.Expire(List.of(), 0));
            case BlockEvent.Stop stop when mutant == Mutant.OLD_STOP_HEARD ->
                    BlockTransitions.decide(
                            block, new BlockEvent.Stop(stop.failing(), block.head().generation()));
            case BlockEvent.Expire expire when mutant == Mutant.POISON_NEVER_QUARANTINED ->
                    BlockTransitions.decide(
                            block, new BlockEvent.Expire(expire.seen(), expire.now()));
            case BlockEvent.Reopen reopen when mutant == Mutant.RETRY_RERUNS_SUCCEEDED ->
                    rerun(BlockTransitions.decide(block, reopen));
            default -> BlockTransitions.decide(block, event);
        };
    }

    /** What happens to a job. */
    JobEvent asked(JobRecord job, JobEvent event) {
        if (mutant != Mutant.STEPS_BEGIN_AT_ONCE || !(event instanceof JobEvent.StepsMoved moved)) {
            return event;
        }
        Map<Integer, StepRecord> all = new TreeMap<>(moved.steps());
        for (int i = 0; i < job.steps().size(); i++) {
            if (job.steps().get(i).state() == StepRecord.State.PENDING) {
                all.put(i, StepRecord.begun(job.progress().generation(), moved.now()));
            }
        }
        return new JobEvent.StepsMoved(moved.epoch(), all, moved.now());
    }

    /** What is asked of a block of an open job. */
    BlockGrowth.Append asked(BlockGrowth.Append append) {
        if (mutant != Mutant.ADDED_TWICE || append.items() == null) {
            return append;
        }
        asked++;
        return new BlockGrowth.Append(
                append.batch() + asked,
                append.first(),
                append.generation(),
                append.capacity(),
                append.expected(),
                append.items());
    }

    private static Decision rerun(Decision decision) {
        TaskBlock block = decision.block();
        for (int i = 0; i < block.head().size() && decision.change() != null; i++) {
            if (block.state(i) == TaskState.SUCCEEDED && !block.folded()) {
                Run again = new Run(i, 1, TaskState.READY, block.attempt(i), 0, 0, 0, 0, null);
                TaskBlock forced = block.apply(change(block, block.nodes(), List.of(again)));
                return new Decision(forced, whole(forced), decision.answer());
            }
        }
        return decision;
    }

    TaskBlock onBackup(TaskBlock known, BlockEvent event, BlockChange change) {
        return mutant == Mutant.BACKUP_DECIDES
                ? BlockTransitions.decide(known, event).block()
                : known.apply(change);
    }

    private Decision work(TaskBlock block, BlockEvent.Work work, BlockEvent.Report report) {
        TaskBlock forced = block;
        for (TaskReport task : report.tasks()) {
            TaskState state = forced.state(task.index());
            boolean held = state == TaskState.ASSIGNED || state == TaskState.RUNNING;
            boolean mine = held && report.claim().equals(holder(forced, task.index()));
            boolean takes =
                    switch (mutant) {
                        case NO_FENCING -> !state.ended() && !mine;
                        case LATE_ACCEPTED -> !state.ended() && !held;
                        case BOTH_COPIES_ACCEPTED -> lost(forced, report, task);
                        case RETRY_BEATS_CANCEL ->
                                mine
                                        && task.ending() instanceof Ending.Failed
                                        && forced.stopping() != BlockChange.Stopping.NO;
                        default -> false;
                    };
            if (takes) {
                forced = forced.apply(forced(forced, report, task));
            }
        }
        if (forced.equals(block)) {
            return BlockTransitions.decide(block, work);
        }
        Decision rest = BlockTransitions.decide(forced, work);
        return new Decision(rest.block(), whole(rest.block()), rest.answer());
    }

    /** Whether a copy of a task succeeds after the other one. */
    private static boolean lost(TaskBlock block, BlockEvent.Report report, TaskReport task) {
        return task.ending() instanceof Ending.Succeeded
                && block.state(task.index()) == TaskState.SUCCEEDED
                && !block.folded()
                && block.past().stream()
                        .anyMatch(
                                past ->
                                        past.index() == task.index()
                                                && past.attempt() == task.attempt()
                                                && past.outcome() == AttemptOutcome.SUPERSEDED
                                                && past.node().equals(report.claim().node()));
    }

    /** Grants the first task that another claim holds, where nothing else is left. */
    private static Decision claimedAgain(
            TaskBlock block, BlockEvent.Work work, BlockEvent.Request request) {
        for (int i = 0; i < block.head().size() && block.count(TaskState.READY) == 0; i++) {
            LiveClaim held = block.claim(i);
            if (held != null && !held.id().equals(request.claim())) {
                Run free = new Run(i, 1, TaskState.READY, block.attempt(i), 0, 0, 0, 0, null);
                TaskBlock freed = block.apply(change(block, block.nodes(), List.of(free)));
                Decision again = BlockTransitions.decide(freed, work);
                return new Decision(again.block(), whole(again.block()), again.answer());
            }
        }
        return BlockTransitions.decide(block, work);
    }

    private static Object holder(TaskBlock block, int index) {
        LiveClaim claim = block.claim(index);
        return claim == null ? "nobody" : claim.id();
    }

    /** What the mutant takes: the result, or the retry, of whoever reports. */
    private BlockChange forced(TaskBlock block, BlockEvent.Report report, TaskReport task) {
        int i = task.index();
        List<String> nodes = new ArrayList<>(block.nodes());
        if (!nodes.contains(report.claim().node())) {
            nodes.add(report.claim().node());
        }
        int node = nodes.indexOf(report.claim().node()) + 1;
        Run run =
                task.ending() instanceof Ending.Succeeded ok
                        ? success(task, node, ok.result())
                        : new Run(i, 1, TaskState.WAITING, task.attempt(), 0, 0, 0, 1, null);
        return change(block, nodes, List.of(run));
    }

    private static Run success(TaskReport task, int node, DataRef result) {
        List<Ended> endings = List.of(new Ended(result, task.start(), task.runMillis()));
        return new Run(
                task.index(), 1, TaskState.SUCCEEDED, task.attempt(), 0, node, 0, 0, endings);
    }

    /** A change that makes a backup equal to a block, whatever it was before. */
    private static BlockChange whole(TaskBlock block) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            String on = block.endedOn(i);
            int node = on == null ? 0 : block.nodes().indexOf(on) + 1;
            DataRef result = block.result(i);
            List<Ended> endings =
                    result == null
                            ? null
                            : List.of(new Ended(result, block.start(i), block.runMillis(i)));
            runs.add(
                    new Run(
                            i,
                            1,
                            block.state(i),
                            block.attempt(i),
                            block.claimPlace(i),
                            node,
                            block.start(i),
                            block.due(i),
                            endings));
        }
        return change(block, block.nodes(), runs);
    }

    private static BlockChange change(TaskBlock block, List<String> nodes, List<Run> runs) {
        return new BlockChange(
                block.version(),
                block.stopping(),
                claims(block, runs),
                nodes,
                block.late(),
                runs,
                block.past(),
                null,
                null,
                null,
                block.elders());
    }

    /** The claims that hold something after some tasks, one a run, have changed. */
    private static List<@Nullable LiveClaim> claims(TaskBlock block, List<Run> runs) {
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < block.head().size(); i++) {
            int place = block.claimPlace(i);
            for (Run run : runs) {
                place = run.from() == i ? run.claim() : place;
            }
            used.add(place);
        }
        block.elders().forEach(elder -> used.add(elder.claim()));
        List<@Nullable LiveClaim> claims = new ArrayList<>(block.claims());
        for (int place = 1; place <= claims.size(); place++) {
            if (!used.contains(place)) {
                claims.set(place - 1, null);
            }
        }
        return claims;
    }

    private static Decision charged(TaskBlock block, BlockEvent.Expire expire) {
        for (LiveClaim seen : expire.seen()) {
            List<TaskReport> tasks = new ArrayList<>();
            for (int i = 0; i < block.head().size(); i++) {
                if (seen.equals(block.claim(i))) {
                    Ending.Failed lost =
                            new Ending.Failed(AttemptOutcome.FAILED, "lost", null, true);
                    tasks.add(new TaskReport(i, block.attempt(i), lost, block.start(i), 0));
                }
            }
            if (!tasks.isEmpty()) {
                BlockEvent.Report report =
                        new BlockEvent.Report(
                                seen.id(), block.head().generation(), tasks, NO_RETRY, 0);
                return BlockTransitions.decide(
                        block, new BlockEvent.Work(report, null, expire.now()));
            }
        }
        return BlockTransitions.decide(block, expire);
    }
}
