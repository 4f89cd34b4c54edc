package io.gridmill.execute;

import io.gridmill.execute.RunningTask.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slots of a node and the watchdog that stops what must stop. Thread-safe. */
public final class SlotPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotPool.class);
    private static final long WATCH_EVERY_MILLIS = 50;

    private final WorkSource source;
    private final TaskRunner runner;
    private final Clocks clocks;
    private final long graceMillis;
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Set<RunningTask> interrupted = new HashSet<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gridmill-watchdog").factory());
    private final AtomicLong doneByGone = new AtomicLong();
    private final Slot.Host host = new Host();
    private volatile boolean paused;

    /**
     * A pool without slots yet.
     *
     * @param maxResultBytes largest result of one task
     * @param grace how long code may go on after it was interrupted
     */
    public SlotPool(
            WorkSource source,
            ResultStore results,
            long maxResultBytes,
            Clocks clocks,
            Duration grace) {
        this.source = source;
        this.runner = new TaskRunner(results, maxResultBytes);
        this.clocks = clocks;
        this.graceMillis = grace.toMillis();
    }

    /** What one slot runs: job, task number, when it started, and how far it says it is. */
    public record Running(
            Batch batch, int index, long task, int attempt, long startMillis, double progress) {}

    /** Starts so many slots and the watchdog. */
    public void start(int count) {
        resize(count);
        var _ =
                watchdog.scheduleWithFixedDelay(
                        this::watch, WATCH_EVERY_MILLIS, WATCH_EVERY_MILLIS, TimeUnit.MILLISECONDS);
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
            slots.stream()
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
            slots.forEach(Slot::giveBackRest);
        }
    }

    /**
     * Waits until no task runs.
     *
     * @param goOn asked now and then whether there is still a reason to wait
     * @return false when tasks still run
     */
    public boolean awaitQuiet(Duration atMost, BooleanSupplier goOn) throws InterruptedException {
        long until = clocks.nanoTime() + atMost.toNanos();
        while (slots.stream().anyMatch(Slot::busy)) {
            if (clocks.nanoTime() - until >= 0 || !goOn.getAsBoolean()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(WATCH_EVERY_MILLIS);
        }
        return true;
    }

    private final class Host implements Slot.Host {
        @Override
        public boolean paused() {
            return paused;
        }

        @Override
        public void ended(Slot slot) {
            threads.remove(Thread.currentThread());
            if (slots.remove(slot)) {
                doneByGone.addAndGet(slot.tasksDone());
            }
        }
    }

    private void addSlot() {
        Slot slot = new Slot(source, runner, clocks, host);
        slots.add(slot);
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("gridmill-slot-" + numbers.incrementAndGet())
                        .unstarted(slot);
        threads.add(thread);
        thread.start();
    }

    /** Number of slots, without those that end after their present task. */
    public int size() {
        return (int) slots.stream().filter(slot -> !slot.closing()).count();
    }

    /** Tasks that this node has ended since it started. */
    public long tasksDone() {
        long done = doneByGone.get();
        for (Slot slot : slots) {
            done += slot.tasksDone();
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
        for (Slot slot : slots) {
            RunningTask task = slot.running();
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
        for (Slot slot : slots) {
            RunningTask task = slot.running();
            if (task != null
                    && task.batch().block().job().equals(job)
                    && (only == null || task.batch().claim().equals(only.claim()))) {
                task.stop(reason, clocks.nanoTime());
            }
        }
    }

    private void watch() {
        try {
            Set<RunningTask> live = new HashSet<>();
            for (Slot slot : slots) {
                RunningTask task = slot.running();
                if (task != null) {
                    live.add(task);
                    watch(slot, task);
                }
            }
            interrupted.retainAll(live);
        } catch (RuntimeException e) {
            LOG.error("The watchdog failed once and goes on; this is a bug", e);
        }
    }

    private void watch(Slot slot, RunningTask task) {
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
                slot.interrupt(task);
            }
            case ABANDON -> abandon(slot, task);
        }
    }

    private void abandon(Slot slot, RunningTask task) {
        boolean surplus = slot.closing();
        if (!slot.abandon(task)) {
            return;
        }
        LOG.warn(
                "Task {} of job {} does not stop; its thread is left behind and its slot gets a new"
                        + " one ({} so far)",
                task.task(),
                task.batch().block().job(),
                abandoned.incrementAndGet());
        doneByGone.addAndGet(slot.tasksDone());
        slots.remove(slot);
        if (!surplus) {
            addSlot();
        }
    }

    /** Ends the slots; what they have claimed and not started goes back. */
    @Override
    public void close() {
        slots.forEach(Slot::close);
        slots.forEach(Slot::giveBackRest);
        for (Slot slot : slots) {
            RunningTask task = slot.running();
            if (task != null) {
                task.stop(StopReason.NOT_WANTED, clocks.nanoTime());
            }
        }
        long until = clocks.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        try {
            for (Thread thread : threads) {
                long left = (until - clocks.nanoTime()) / 1_000_000;
                if (thread.isAlive() && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.shutdownNow();
    }
}
