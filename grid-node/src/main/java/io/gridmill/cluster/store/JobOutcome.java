package io.gridmill.cluster.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.job.JobCodec;
import io.gridmill.job.JobRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a job on a backup as the owner decided it, unless the backup knows a later one. */
final class JobOutcome extends BackupProcessor<String, JobRecord> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable JobRecord job;

    /** For deserialisation. */
    JobOutcome() {}

    JobOutcome(JobRecord job) {
        this.job = job;
    }

    @Override
    public Boolean process(Map.Entry<String, JobRecord> entry) {
        JobRecord known = entry.getValue();
        JobRecord told = Objects.requireNonNull(job);
        if (known == null || known.progress().version() <= told.progress().version()) {
            entry.setValue(told);
        }
        return true;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.JOB_OUTCOME;
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
