package io.gridmill.job;

/**
 * Ids of the jobs that carry steps: made from the job's id, the step's name and the generation, so
 * that whoever makes the job of a step again makes the same one. No other id has a dot.
 */
public final class StepIds {
    private StepIds() {}

    /** The id of the job that carries a step in a generation of its job. */
    public static String of(String job, String step, int generation) {
        return job + "." + step + (generation == 1 ? "" : "." + generation);
    }

    /** Whether the job of this id carries a step. */
    public static boolean isStep(String id) {
        return id.indexOf('.') >= 0;
    }
}
