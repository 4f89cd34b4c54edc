package io.gridmill.cli;

import io.gridmill.explain.Reason;
import io.gridmill.node.Submission;

/** Tells whoever submitted a job that it will wait, and why. */
final class Waiting {
    private Waiting() {}

    /** One line for each reason, on standard error: standard output carries ids and results. */
    static void tell(Submission submission, Terminal terminal) {
        for (Reason reason : submission.waiting()) {
            terminal.err()
                    .println(
                            "Job "
                                    + submission.job().id()
                                    + " waits: "
                                    + reason.message()
                                    + " ["
                                    + reason.code()
                                    + "]");
        }
    }
}
