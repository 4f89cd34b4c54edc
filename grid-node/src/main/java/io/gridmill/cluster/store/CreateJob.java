package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.engine.RecordHooks;
import io.gridmill.job.JobCodec;
import io.gridmill.job.JobRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a job where there is none; answers with the one that stood there before, else null. */
final class CreateJob extends OwnedProcessor<String, JobRecord, @Nullable JobRecord> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable JobRecord job;
    private transient @Nullable JobRecord outcome;

    /** For deserialisation. */
    CreateJob() {}

    CreateJob(JobRecord job) {
        this.job = job;
    }

    @Override
    public @Nullable JobRecord process(Map.Entry<String, JobRecord> entry) {
        RecordHooks hooks = deciding();
        JobRecord known = entry.getValue();
        // A repetition is answered when the backups know the job, not before.
        outcome = known;
        if (known == null) {
            JobRecord fresh = Objects.requireNonNull(job);
            outcome = fresh;
            entry.setValue(fresh);
            hooks.job(fresh);
        }
        return known;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<String, JobRecord, @Nullable JobRecord> getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        return (EntryProcessor<String, JobRecord, @Nullable JobRecord>)
                (EntryProcessor<?, ?, ?>) new JobOutcome(Objects.requireNonNull(outcome));
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.CREATE_JOB;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        JobCodec.write(Objects.requireNonNull(job), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        job = JobCodec.read(in);
    }
}
