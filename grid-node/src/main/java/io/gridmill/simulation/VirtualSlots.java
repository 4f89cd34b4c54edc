package io.gridmill.simulation;

import io.gridmill.execute.RunningTask;
import io.gridmill.execute.Slot;
import io.gridmill.execute.Slot.Step;
import io.gridmill.execute.SlotRunners;
import io.gridmill.execute.TaskEndings;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskReport.Ending;
import org.jspecify.annotations.Nullable;

/** Runs the slots of a node in virtual time. */
final class VirtualSlots implements SlotRunners {
    private static final long NOTICED_AFTER = 5 * World.MILLI;

    /** What takes so long may be found too slow, through a timeout or a stop. */
    private static final long LONG = 20 * World.SECOND;

    private final Node node;
    private final World world;
    private final Workload workload;
    private final Checker checker;

    VirtualSlots(Node node, World world, Workload workload, Checker checker) {
        this.node = node;
        this.world = world;
        this.workload = workload;
        this.checker = checker;
    }

    @Override
    public Runner start(Slot slot) {
        VirtualThread thread = new VirtualThread(slot);
        node.soon(thread::step);
        return thread;
    }

    private final class VirtualThread implements Runner {
        private final Slot slot;
        private @Nullable RunningTask running;
        private boolean deaf;
        private long begun;

        VirtualThread(Slot slot) {
            this.slot = slot;
        }

        private void step() {
            switch (slot.next()) {
                case Step.Wait wait -> {
                    var _ =
                            wait.batch()
                                    .whenComplete(
                                            (batch, _) ->
                                                    node.soon(
                                                            () -> {
                                                                slot.claimed(batch);
                                                                step();
                                                            }));
                }
                case Step.Run run -> run(run.task());
                case Step.End _ -> {}
            }
        }

        private void run(RunningTask task) {
            running = task;
            begun = world.time();
            Workload.Fate fate = workload.fate(node, task);
            deaf = fate.deaf();
            boolean fails = fate.ending() instanceof Ending.Failed;
            long micros = (long) (fate.micros() * node.slowness());
            if (fails || micros > LONG || fate.endless()) {
                checker.fails(task.batch().block(), task.grant().index(), task.attempt(), node.id);
            }
            if (!fate.endless()) {
                world.after(micros, () -> node.run(() -> end(task, fate.ending())));
            }
        }

        private void end(RunningTask task, Ending ending) {
            if (running != task) {
                return;
            }
            running = null;
            Ending stopped = TaskEndings.stopped(task);
            boolean failed = stopped == null && ending instanceof Ending.Failed;
            // Its node stood still meanwhile, and timeouts go on.
            boolean late = stopped instanceof Ending.Failed && world.time() - begun > LONG;
            if (failed || late) {
                // Counted just now, however often it was slow before.
                checker.fails(task.batch().block(), task.grant().index(), task.attempt(), node.id);
            }
            slot.ended(task, stopped != null ? stopped : ending);
            step();
        }

        @Override
        public void interrupt() {
            RunningTask task = running;
            if (task != null && !deaf) {
                Ending broken = new Ending.Failed(AttemptOutcome.FAILED, "interrupted", null, true);
                world.after(NOTICED_AFTER, () -> node.run(() -> end(task, broken)));
            }
        }
    }
}
