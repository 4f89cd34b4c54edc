package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The story of one job or one task, in the states that people see; of all others nothing. */
final class Trace {
    private static final int MOST_LINES = 2_000;
    private static final int MOST_LINES_BEFORE = 20;

    private final World world;
    private final @Nullable String job;
    private final long task;
    private final List<String> lines = new ArrayList<>();
    private boolean begun;

    /** A trace of "JOB" or "JOB/TASK"; null for none. */
    Trace(World world, @Nullable String what) {
        this.world = world;
        int slash = what == null ? -1 : what.indexOf('/');
        this.job = what == null || slash < 0 ? what : what.substring(0, slash);
        this.task = what == null || slash < 0 ? -1 : Long.parseLong(what.substring(slash + 1));
    }

    List<String> lines() {
        return lines;
    }

    private boolean on(String id) {
        return job != null && job.equals(id) && lines.size() < MOST_LINES;
    }

    private void line(String text) {
        long millis = world.time() / World.MILLI;
        lines.add("%10.3f s  %s".formatted(millis / 1_000.0, text));
    }

    /** Something happened to the grid; of what came before the job only the last is told. */
    void grid(String what) {
        if (job == null || lines.size() >= MOST_LINES) {
            return;
        }
        if (!begun && lines.size() >= MOST_LINES_BEFORE) {
            lines.removeFirst();
        }
        line("grid       " + what);
    }

    void job(JobRecord record, String what) {
        if (on(record.id())) {
            begun = true;
            line("job        " + record.state() + "  " + what);
        }
    }

    void job(Node owner, JobEvent event, JobRecord before, JobRecord after) {
        if (!on(after.id())) {
            return;
        }
        String settled =
                before.settled().equals(after.settled())
                        ? ""
                        : ", settled " + after.settled().cardinality() + " of " + after.blocks();
        line(
                "job        "
                        + after.state()
                        + "  "
                        + event.getClass().getSimpleName()
                        + " at "
                        + owner
                        + settled);
    }

    void created(BlockKey key, TaskBlock block) {
        if (on(key.job()) && inside(block)) {
            line("block " + key.number() + "    written, " + block.head().size() + " tasks READY");
        }
    }

    private boolean inside(TaskBlock block) {
        long first = block.head().first();
        return task < 0 || (task >= first && task < first + block.head().size());
    }

    void block(Node owner, BlockKey key, BlockEvent event, TaskBlock before, TaskBlock after) {
        if (!on(key.job()) || !inside(before)) {
            return;
        }
        for (int i = 0; i < after.head().size(); i++) {
            long number = after.head().first() + i;
            if (task >= 0 && number != task) {
                continue;
            }
            boolean changed =
                    before.state(i) != after.state(i)
                            || before.attempt(i) != after.attempt(i)
                            || before.claimPlace(i) != after.claimPlace(i);
            if (changed) {
                line(
                        "task %-5d %s -> %s  %s"
                                .formatted(
                                        number,
                                        before.state(i),
                                        after.state(i),
                                        why(owner, event, after, i)));
            } else if (late(event, i)) {
                line("task %-5d %s  a late report is ignored".formatted(number, after.state(i)));
            }
        }
        if (task < 0 && !before.folded() && after.folded()) {
            line("block " + key.number() + "    folded");
        }
    }

    private static boolean late(BlockEvent event, int index) {
        return event instanceof BlockEvent.Work work
                && work.report() != null
                && work.report().tasks().stream()
                        .anyMatch(
                                t -> t.index() == index && t.ending() instanceof Ending.Succeeded);
    }

    private static String why(Node owner, BlockEvent event, TaskBlock after, int i) {
        String at = " (" + owner + " decides)";
        LiveClaim claim = after.claim(i);
        if (after.state(i) == TaskState.ASSIGNED || after.state(i) == TaskState.RUNNING) {
            String by = claim == null ? "" : claim.id().node() + " claim " + claim.id().number();
            return "attempt " + after.attempt(i) + " by " + by + at;
        }
        return switch (event) {
            case BlockEvent.Work _ ->
                    after.state(i) == TaskState.SUCCEEDED
                            ? "attempt " + after.attempt(i) + " of " + after.endedOn(i) + at
                            : "reported after attempt " + after.attempt(i) + at;
            case BlockEvent.Renew renew -> "given back, " + renew.node() + " did not know it" + at;
            case BlockEvent.Expire _ -> "claim taken back: its node is lost or silent" + at;
            case BlockEvent.Wake _ -> "its back-off is over" + at;
            case BlockEvent.Stop _ -> "its job stops" + at;
            case BlockEvent.Fold _ -> "folded" + at;
            case BlockEvent.Copy _ -> "it is slow, a second copy is on offer" + at;
            case BlockEvent.Reopen _ -> "its job was retried by hand" + at;
        };
    }
}
