package io.gridmill.node;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.Speculation;
import io.gridmill.task.FieldError;
import java.util.List;

/** Whether slow tasks of a job may run twice, with the node's default filled in. Pure. */
final class SpeculationDefault {
    private SpeculationDefault() {}

    /** A grid on which nothing runs twice does not do so for speed either. */
    static Speculation of(JobRequest request, GridConfig config) {
        Speculation asked = request.speculation();
        boolean twice = config.retry().onLoss().reassign();
        if (asked == null) {
            return twice && config.scheduling().speculation() ? Speculation.USUAL : Speculation.OFF;
        }
        if (asked.on() && !twice) {
            String message = "retry.enabled is false here: no task runs twice; leave it out";
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    message,
                    List.of(new FieldError("/speculation", "unsupported", message)));
        }
        return asked;
    }
}
