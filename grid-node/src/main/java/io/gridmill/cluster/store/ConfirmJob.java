package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.job.JobRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job for an answer that somebody relies on: only where the owner may decide, and answered
 * when the backups know the record, too. A plain read may show what only one member has.
 */
final class ConfirmJob extends OwnedProcessor<String, JobRecord, @Nullable JobRecord> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable JobRecord outcome;

    @Override
    public @Nullable JobRecord process(Map.Entry<String, JobRecord> entry) {
        deciding();
        outcome = entry.getValue();
        return outcome;
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
        return ProcessorFactory.CONFIRM_JOB;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
