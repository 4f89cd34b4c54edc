package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.ledger.BlockChange.Ended;
import io.gridmill.ledger.BlockChange.Folded;
import io.gridmill.ledger.BlockChange.Reopened;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockChange.Stopping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block being changed: copies each column once, when it is first written, and keeps the list of
 * changes that makes the same of a backup. Used by one thread, for one decision.
 */
final class BlockEdit {
    private static final int MAX_NODES = 255;

    private final TaskBlock before;
    private final List<Run> runs = new ArrayList<>();
    private final List<PastAttempt> past = new ArrayList<>();
    private final List<@Nullable LiveClaim> claims;

    private byte[] states;
    private short @Nullable [] attempts;
    private short @Nullable [] claimPlaces;
    private byte @Nullable [] nodePlaces;
    private long @Nullable [] starts;
    private float @Nullable [] runMillis;
    private long @Nullable [] due;
    private @Nullable DataRef @Nullable [] results;
    private @Nullable List<String> nodes;
    private final Elders elders;
    private Stopping stopping;
    private int late;
    private @Nullable Folded fold;
    private @Nullable Reopened reopened;
    private boolean columnsCopied;
    private boolean changed;

    BlockEdit(TaskBlock before) {
        this.before = before;
        this.states = before.columns().states();
        this.claims = new ArrayList<>(before.claims());
        this.stopping = before.stopping();
        this.elders = new Elders(before.elders());
        this.late = before.late();
    }

    TaskState state(int index) {
        return TaskState.of(states[index]);
    }

    int attempt(int index) {
        return attempts == null ? before.attempt(index) : attempts[index];
    }

    int claimPlace(int index) {
        return columnsCopied
                ? claimPlaces == null ? 0 : claimPlaces[index]
                : before.claimPlace(index);
    }

    int size() {
        return states.length;
    }

    /** First copies of tasks that may have a second one. */
    Elders elders() {
        return elders;
    }

    long start(int index) {
        return columnsCopied ? starts == null ? 0 : starts[index] : before.start(index);
    }

    long due(int index) {
        return due == null ? before.due(index) : due[index];
    }

    /** Place of a claim in the table, from 1; 0 when it is not there. */
    int placeOf(ClaimId id) {
        for (int i = 0; i < claims.size(); i++) {
            LiveClaim claim = claims.get(i);
            if (claim != null && claim.id().equals(id)) {
                return i + 1;
            }
        }
        return 0;
    }

    @Nullable LiveClaim claimAt(int place) {
        return claims.get(place - 1);
    }

    List<@Nullable LiveClaim> claims() {
        return claims;
    }

    /** Adds a claim to the table, or replaces the one of the same id; returns its place. */
    int putClaim(LiveClaim claim) {
        changed = true;
        int place = placeOf(claim.id());
        if (place == 0) {
            place = claims.indexOf(null) + 1;
        }
        if (place == 0) {
            claims.add(claim);
            return claims.size();
        }
        claims.set(place - 1, claim);
        return place;
    }

    /** Frees a claim's place; no task may refer to it any more. */
    void dropClaim(int place) {
        changed = true;
        claims.set(place - 1, null);
        while (!claims.isEmpty() && claims.getLast() == null) {
            claims.removeLast();
        }
    }

    /** Place of a node in the table, from 1; adds it. The table is full at 255: then 0. */
    int nodePlace(String node) {
        List<String> table = nodes == null ? before.nodes() : nodes;
        int place = table.indexOf(node) + 1;
        if (place > 0 || table.size() == MAX_NODES) {
            return place;
        }
        List<String> longer = new ArrayList<>(table);
        longer.add(node);
        nodes = longer;
        return longer.size();
    }

    void stop(Stopping why) {
        if (stopping == Stopping.NO) {
            stopping = why;
            changed = true;
        }
    }

    Stopping stopping() {
        return stopping;
    }

    void countLate(int more) {
        if (more > 0) {
            late += more;
            changed = true;
        }
    }

    void record(PastAttempt attempt) {
        past.add(attempt);
        changed = true;
    }

    void fold(@Nullable DataRef partial, boolean keepResults) {
        fold = new Folded(partial, keepResults);
        changed = true;
    }

    /** Opens a generation in which nothing is claimed. */
    void reopen(Reopened next) {
        reopened = next;
        stopping = Stopping.NO;
        claims.clear();
        elders.set(List.of());
        changed = true;
    }

    /** Changes tasks, and remembers that it did; joins onto the run before where it can. */
    void set(Run run) {
        write(run);
        changed = true;
        if (!runs.isEmpty()) {
            Run joined = join(runs.getLast(), run);
            if (joined != null) {
                runs.set(runs.size() - 1, joined);
                return;
            }
        }
        runs.add(run);
    }

    private static @Nullable Run join(Run a, Run b) {
        boolean alike =
                a.from() + a.count() == b.from()
                        && a.state() == b.state()
                        && a.attempt() == b.attempt()
                        && a.claim() == b.claim()
                        && a.node() == b.node()
                        && a.start() == b.start()
                        && a.due() == b.due()
                        && (a.endings() == null) == (b.endings() == null);
        if (!alike) {
            return null;
        }
        List<Ended> endings = null;
        if (a.endings() != null && b.endings() != null) {
            // The list of a run under way belongs to this edit, which made it growable below.
            endings = a.endings();
            endings.addAll(b.endings());
        }
        return new Run(
                a.from(),
                a.count() + b.count(),
                a.state(),
                a.attempt(),
                a.claim(),
                a.node(),
                a.start(),
                a.due(),
                endings);
    }

    private void write(Run run) {
        copyColumns();
        for (int i = run.from(); i < run.from() + run.count(); i++) {
            states[i] = run.state().code();
        }
        attempts = filled(attempts, run, run.attempt());
        claimPlaces = filled(claimPlaces, run, run.claim());
        writeTimes(run);
        if (run.node() != 0 || nodePlaces != null) {
            nodePlaces = nodePlaces == null ? new byte[states.length] : nodePlaces;
            Arrays.fill(nodePlaces, run.from(), run.from() + run.count(), (byte) run.node());
        }
        if (run.endings() != null) {
            writeEndings(run.from(), run.endings());
        }
    }

    private short @Nullable [] filled(short @Nullable [] column, Run run, int value) {
        if (value == 0 && column == null) {
            return null;
        }
        short[] target = column == null ? new short[states.length] : column;
        Arrays.fill(target, run.from(), run.from() + run.count(), (short) value);
        return target;
    }

    private void writeTimes(Run run) {
        if (run.start() != 0 || starts != null) {
            starts = starts == null ? new long[states.length] : starts;
            Arrays.fill(starts, run.from(), run.from() + run.count(), run.start());
        }
        if (run.due() != 0 || due != null) {
            due = due == null ? new long[states.length] : due;
            Arrays.fill(due, run.from(), run.from() + run.count(), run.due());
        }
    }

    private void writeEndings(int from, List<Ended> endings) {
        starts = starts == null ? new long[states.length] : starts;
        runMillis = runMillis == null ? new float[states.length] : runMillis;
        for (int i = 0; i < endings.size(); i++) {
            Ended ended = endings.get(i);
            starts[from + i] = ended.start();
            runMillis[from + i] = ended.runMillis();
            if (ended.result().size() > 0 || results != null) {
                results = results == null ? new @Nullable DataRef[states.length] : results;
                results[from + i] = ended.result().size() == 0 ? null : ended.result();
            }
        }
    }

    private void copyColumns() {
        if (columnsCopied) {
            return;
        }
        TaskBlock.Columns from = before.columns();
        columnsCopied = true;
        states = from.states().clone();
        attempts = from.attempts() == null ? null : from.attempts().clone();
        claimPlaces = from.claims() == null ? null : from.claims().clone();
        nodePlaces = from.nodes() == null ? null : from.nodes().clone();
        starts = from.starts() == null ? null : from.starts().clone();
        runMillis = from.runMillis() == null ? null : from.runMillis().clone();
        due = from.due() == null ? null : from.due().clone();
        results = from.results() == null ? null : from.results().clone();
    }

    /** Whether anything was changed. */
    boolean changed() {
        return changed || elders.changed();
    }

    /** The change, for the backups. */
    BlockChange change() {
        return new BlockChange(
                before.version() + 1,
                stopping,
                claims,
                nodes == null ? before.nodes() : nodes,
                late,
                runs,
                past,
                fold,
                null,
                reopened,
                elders.list());
    }

    /** The block after the change. */
    TaskBlock block() {
        return build(before.version() + 1);
    }

    private TaskBlock build(long version) {
        copyColumns();
        boolean stays = reopened == null ? before.folded() : reopened.folded();
        boolean folded = stays || fold != null;
        boolean keep = fold == null || fold.keepResults();
        List<PastAttempt> allPast = before.past();
        if (!past.isEmpty()) {
            allPast = new ArrayList<>(before.past());
            for (PastAttempt attempt : past) {
                allPast.removeIf(
                        p -> p.index() == attempt.index() && p.attempt() == attempt.attempt());
                allPast.add(attempt);
            }
        }
        return new TaskBlock(
                head(),
                new TaskBlock.Columns(
                        states,
                        attempts,
                        folded ? null : claimPlaces,
                        nodePlaces,
                        starts,
                        runMillis,
                        folded ? null : due,
                        keep ? keptResults() : null,
                        acceptedIn()),
                new TaskBlock.Rest(
                        version,
                        stopping,
                        claims,
                        nodes == null ? before.nodes() : nodes,
                        late,
                        allPast,
                        folded,
                        fold != null ? fold.partial() : stays ? before.partial() : null,
                        before.growing(),
                        elders.list()));
    }

    /** What was accepted before this change opened a generation stays accepted in the older one. */
    private short @Nullable [] acceptedIn() {
        if (reopened == null) {
            return before.columns().acceptedIn();
        }
        short[] column = new short[states.length];
        for (int i = 0; i < states.length; i++) {
            column[i] = state(i) == TaskState.SUCCEEDED ? (short) before.acceptedIn(i) : 0;
        }
        return column;
    }

    private TaskBlock.Head head() {
        TaskBlock.Head head = before.head();
        return reopened == null
                ? head
                : new TaskBlock.Head(
                        head.first(), head.size(), reopened.generation(), head.items());
    }

    /** A fold that keeps results leaves a column, also an empty one: no column means dropped. */
    private @Nullable DataRef @Nullable [] keptResults() {
        return fold != null && results == null ? new @Nullable DataRef[states.length] : results;
    }

    /** What a change makes of a block, whether or not it was applied before. */
    static TaskBlock replay(TaskBlock before, BlockChange change) {
        BlockEdit edit = new BlockEdit(before);
        edit.claims.clear();
        edit.claims.addAll(change.claims());
        edit.nodes = change.nodes();
        edit.late = change.late();
        edit.stopping = change.stopping();
        edit.fold = change.fold();
        edit.reopened = change.reopened();
        edit.elders.set(change.elders());
        edit.past.addAll(change.past());
        for (Run run : change.runs()) {
            edit.write(run);
        }
        return edit.build(change.version());
    }
}
