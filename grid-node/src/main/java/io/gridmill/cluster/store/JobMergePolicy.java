package io.gridmill.cluster.store;

import com.hazelcast.spi.merge.MergingValue;
import io.gridmill.job.JobMerge;
import io.gridmill.job.JobRecord;

/** What becomes of a job that both sides of a split have. */
public final class JobMergePolicy extends JoinPolicy<JobRecord, MergingValue<JobRecord>> {
    @Override
    JobRecord join(JobRecord ours, JobRecord theirs) {
        return JobMerge.join(ours, theirs);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.JOB_MERGE;
    }
}
