package io.gridmill.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.job.JobSpec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskType;
import java.io.IOException;

/** Asks a type how a job is divided. */
public final class JobSplit {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JobSplit() {}

    /**
     * The division, which no one has read from.
     *
     * @throws io.gridmill.task.BadParametersException when the parameters do not fit, or not to the
     *     input
     */
    public static <P, I> Split<I> of(JobSpec spec, TaskType<P, I, ?> type, JobInput input)
            throws IOException {
        try {
            return type.split(
                    type.parameters(Parameters.of(JSON.readTree(spec.parameters()))), input);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters of job " + spec.id() + " are no JSON", e);
        }
    }
}
