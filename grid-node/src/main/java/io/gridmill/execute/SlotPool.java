package io.gridmill.execute;

import io.gridmill.execute.RunningTask.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slots of a node, and what stops their tasks when they must stop. Thread-safe. */
public final class SlotPool {
    private static final Logger LOG = LoggerFactory.getLogger(SlotPool.class);

    private final WorkSource source;
    private final SlotRunners runners;
    private final Clocks clocks;
    private final long graceMillis;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private final Set<RunningTask> interrupted = new HashSet<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicLong doneByGone = new AtomicLong();
    private final Slot.Host host = new Host();
    private volatile boolean paused;

    /**
     * A pool without slots yet.
     *
     * @param grace how long code may go on after it was interrupted
     */
    public SlotPool(WorkSource source, SlotRunners runners, Clocks clocks, Duration grace) {
        this.source = source;
        this.runners = runners;
        this.clocks = clocks;
        this.graceMillis = grace.toMillis();
    }

    /** A slot and what runs it. */
    private record Seat(Slot slot, SlotRunners.Runner runner) {}

    /** What one slot runs: job, task number, when it started, and how far it says it is. */
    public record Running(
            Batch batch, int index, long task, int attempt, long startMillis, double progress) {}

    /** Starts so many slots. */
    public void start(int count) {
        resize(count);
    }

    /**
     * Changes the number of slots: new ones start at once, surplus ones end after their present task
     * and give back what they have not started.
     */
    public synchronized void resize(int count) {
        for (int size = size(); size < count; size++) {
            addSlot();
        }
        for (int size = size(); size > count; size--) {
            // Idle ones first; a slot that is busy goes when its task is done.
            seats.stream()
                    .map(Seat::slot)
                    .filter(slot -> !slot.closing())
                    .min(Comparator.comparing(Slot::busy))
                    .ifPresent(
                            slot -> {
                                slot.close();
                                slot.giveBackRest();
                            });
        }
    }

    /** Whether slots may start tasks; when not, what they have claimed and not started goes back. */
    public void pause(boolean pause) {
        paused = pause;
        if (pause) {
            seats.forEach(seat -> seat.slot.giveBackRest());
        }
    }

    /** Whether a task runs or is about to. */
    public boolean busy() {
        return seats.stream().anyMatch(seat -> seat.slot.busy());
    }

    private final class Host implements Slot.Host {
        @Override
        public boolean paused() {
            return paused;
        }

        @Override
        public void ended(Slot slot) {
            if (seats.removeIf(seat -> seat.slot == slot)) {
                doneByGone.addAndGet(slot.tasksDone());
            }
        }
    }

    private void addSlot() {
        Slot slot = new Slot(source, clocks, host);
        seats.add(new Seat(slot, runners.start(slot)));
    }

    /** Number of slots, without those that end after their present task. */
    public int size() {
        return (int) seats.stream().filter(seat -> !seat.slot.closing()).count();
    }

    /** Tasks that this node has ended since it started. */
    public long tasksDone() {
        long done = doneByGone.get();
        for (Seat seat : seats) {
            done += seat.slot.tasksDone();
        }
        return done;
    }

    /** Threads left behind because their code does not stop. */
    public int abandonedThreads() {
        return abandoned.get();
    }

    /** What runs now. */
    public List<Running> running() {
        List<Running> running = new ArrayList<>();
        for (Seat seat : seats) {
            RunningTask task = seat.slot.running();
            if (task != null) {
                running.add(
                        new Running(
                                task.batch(),
                                task.grant().index(),
                                task.task(),
                                task.attempt(),
                                task.startMillis(),
                                task.progress()));
            }
        }
        return running;
    }

    /** Stops what runs of a job: it is stopping. */
    public void stopJob(String job) {
        stop(StopReason.CANCELLED, job, null);
    }

    /** Stops what runs under a claim: the grid has given it to somebody else. */
    public void stopClaim(Batch batch) {
        stop(StopReason.NOT_WANTED, batch.block().job(), batch);
    }

    private void stop(StopReason reason, String job, @Nullable Batch only) {
        for (Seat seat : seats) {
            RunningTask task = seat.slot.running();
            if (task != null
                    && task.batch().block().job().equals(job)
                    && (only == null || task.batch().claim().equals(only.claim()))) {
                task.stop(reason, clocks.nanoTime());
            }
        }
    }

    /** Looks after all slots once; to be called often. */
    public synchronized void watch() {
        for (Seat seat : seats) {
            RunningTask task = seat.slot.running();
            if (task != null) {
                watch(seat, task);
            }
        }
        if (!interrupted.isEmpty()) {
            Set<RunningTask> live = new HashSet<>();
            seats.forEach(seat -> live.add(seat.slot.running()));
            interrupted.retainAll(live);
        }
    }

    private void watch(Seat seat, RunningTask task) {
        long now = clocks.nanoTime();
        long timeout = task.batch().job().spec().taskTimeoutMillis();
        if (timeout > 0 && now - task.startNanos() > timeout * 1_000_000) {
            task.stop(StopReason.TIMED_OUT, now);
        }
        if (task.stopReason() == null) {
            return;
        }
        long since = (now - task.stopNanos()) / 1_000_000;
        switch (StopPlan.next(since, interrupted.contains(task), graceMillis)) {
            case WAIT -> {}
            case INTERRUPT -> {
                interrupted.add(task);
                interrupt(seat, task);
            }
            case ABANDON -> abandon(seat, task);
        }
    }

    private static void interrupt(Seat seat, RunningTask task) {
        if (seat.slot.running() == task) {
            seat.runner.interrupt();
        }
    }

    private void abandon(Seat seat, RunningTask task) {
        boolean surplus = seat.slot.closing();
        if (!seat.slot.abandon(task)) {
            return;
        }
        LOG.warn(
                "Task {} of job {} does not stop; its thread is left behind and its slot gets a new"
                        + " one ({} so far)",
                task.task(),
                task.batch().block().job(),
                abandoned.incrementAndGet());
        host.ended(seat.slot);
        if (!surplus) {
            addSlot();
        }
    }

    /** Asks the slots to end; what they have claimed and not started goes back. */
    public void close() {
        for (Seat seat : seats) {
            seat.slot.close();
            seat.slot.giveBackRest();
            RunningTask task = seat.slot.running();
            if (task != null) {
                task.stop(StopReason.NOT_WANTED, clocks.nanoTime());
            }
        }
    }
}
