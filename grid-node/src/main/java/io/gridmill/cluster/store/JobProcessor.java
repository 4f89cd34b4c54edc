package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.engine.RecordHooks;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobEventCodec;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies an event to a job; answers with the job as it stands then, null when there is none. */
final class JobProcessor extends OwnedProcessor<String, JobRecord, @Nullable JobRecord> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable JobEvent event;
    private transient @Nullable JobRecord outcome;

    /** For deserialisation. */
    JobProcessor() {}

    JobProcessor(JobEvent event) {
        this.event = event;
    }

    @Override
    public @Nullable JobRecord process(Map.Entry<String, JobRecord> entry) {
        RecordHooks hooks = deciding();
        outcome = null;
        JobRecord job = entry.getValue();
        if (job == null) {
            return null;
        }
        // Also where nothing changes: the answer may confirm a change whose backups are on their
        // way,
        // and must not come before they have arrived.
        outcome = job;
        JobRecord changed = JobLifecycle.apply(job, Objects.requireNonNull(event));
        if (changed == null) {
            return job;
        }
        outcome = changed;
        entry.setValue(changed);
        hooks.job(changed);
        return changed;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<String, JobRecord, @Nullable JobRecord> getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        return outcome == null
                ? null
                : (EntryProcessor<String, JobRecord, @Nullable JobRecord>)
                        (EntryProcessor<?, ?, ?>) new JobOutcome(outcome);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.JOB;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        JobEventCodec.write(Objects.requireNonNull(event), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        event = JobEventCodec.read(in);
    }
}
