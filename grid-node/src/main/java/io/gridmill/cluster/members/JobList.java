package io.gridmill.cluster.members;

import io.gridmill.job.JobCodec;
import io.gridmill.job.JobFilter;
import io.gridmill.job.JobFilter.Position;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How filters and the jobs that passed them travel between members. */
final class JobList {
    private JobList() {}

    static void writeFilter(JobFilter filter, DataOutput out) throws IOException {
        JobState state = filter.state();
        Wire.optionalText(out, state == null ? null : state.name());
        Wire.optionalText(out, filter.type());
        Wire.map(out, filter.labels());
        Wire.optionalText(out, filter.parent());
        Position after = filter.after();
        Wire.optionalText(out, after == null ? null : after.id());
        out.writeLong(after == null ? 0 : after.created());
        Wire.varint(out, filter.limit());
    }

    static JobFilter readFilter(DataInput in) throws IOException {
        String state = Wire.optionalText(in);
        String type = Wire.optionalText(in);
        var labels = Wire.map(in);
        String parent = Wire.optionalText(in);
        Position after = position(Wire.optionalText(in), in.readLong());
        return new JobFilter(
                state == null ? null : JobState.valueOf(state),
                type,
                labels,
                parent,
                after,
                (int) Wire.varint(in));
    }

    private static @Nullable Position position(@Nullable String id, long created) {
        return id == null ? null : new Position(created, id);
    }

    static void write(List<JobRecord> jobs, DataOutput out) throws IOException {
        Wire.varint(out, jobs.size());
        for (JobRecord job : jobs) {
            JobCodec.write(job, out);
        }
    }

    static List<JobRecord> read(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<JobRecord> jobs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            jobs.add(JobCodec.read(in));
        }
        return jobs;
    }
}
