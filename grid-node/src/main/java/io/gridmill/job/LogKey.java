package io.gridmill.job;

/** The log of one attempt. */
public record LogKey(String job, long task, int attempt) {

    /** Unlike that of any other. */
    public String text() {
        return job + "/" + task + "." + attempt;
    }
}
