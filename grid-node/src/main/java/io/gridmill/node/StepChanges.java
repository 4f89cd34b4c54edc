package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepRecord;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the jobs of steps follow a change of the job that they are steps of. Steps that have not begun
 * follow by that job's record. Doing it again does no harm, so whoever got no answer repeats it.
 */
final class StepChanges {
    private static final int LOOKS = 20;
    private static final long LOOK_AGAIN_NANOS = 50_000_000L;

    private final Engine engine;

    StepChanges(Engine engine) {
        this.engine = engine;
    }

    /**
     * Changes the jobs of its steps that have begun.
     *
     * @param job as the change left it
     */
    void change(JobRecord job, JobEdit edit, String user) {
        JobGraph graph = job.spec().graph();
        if (graph == null) {
            return;
        }
        for (int i = 0; i < job.steps().size(); i++) {
            StepRecord step = job.steps().get(i);
            boolean begun =
                    step.state() != StepRecord.State.PENDING
                            && step.state() != StepRecord.State.SKIPPED;
            if (begun) {
                JobSpec asked = graph.steps().get(i).spec();
                String id = StepIds.of(job.id(), graph.steps().get(i).name(), step.generation());
                change(id, edit.forStep(job.spec(), asked), user, step.state());
            }
        }
    }

    private void change(String id, JobEdit edit, String user, StepRecord.State state) {
        JobRecord carrier = carrier(id, state);
        if (carrier != null) {
            JobEdit fit = carrier.state().ended() ? edit.withoutPriority() : edit;
            engine.durable().change(id, new JobEvent.Change(user, fit, engine.ledger().now()));
        }
    }

    /** A step is marked as begun a moment before its job is made, of the record as it was then. */
    private @Nullable JobRecord carrier(String id, StepRecord.State state) {
        JobRecord carrier = engine.ledger().job(id);
        for (int i = 0; carrier == null && state == StepRecord.State.RUNNING && i < LOOKS; i++) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            carrier = engine.ledger().job(id);
        }
        return carrier;
    }
}
