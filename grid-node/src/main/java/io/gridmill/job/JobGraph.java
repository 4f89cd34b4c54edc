package io.gridmill.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job made of named steps, each carried by a job of its own. Checked at admission: names differ,
 * every name that is mentioned exists, and there is no cycle.
 *
 * @param steps 1 to {@link #MAX_STEPS}, in the order given
 */
public record JobGraph(List<Step> steps) {
    /** What stands as the type of a job with steps; no task type has this name. */
    public static final String TYPE = "steps";

    /** Most steps of a job. */
    public static final int MAX_STEPS = 100;

    public JobGraph {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param after what must have ended before, and how; one entry for each other step
     * @param inputFrom the step whose result is the input; null for an input of its own, or none
     * @param spec of the job that carries it, with everything but its id, its time and an input that
     *     comes from another step
     */
    public record Step(String name, List<After> after, @Nullable String inputFrom, JobSpec spec) {
        public Step {
            after = List.copyOf(after);
        }

        /** Whether it also runs when something before it did not succeed. */
        public boolean cleansUp() {
            return after.stream().anyMatch(edge -> edge.on() != Dependency.On.SUCCESS);
        }
    }

    /** Another step that must have ended before, and how. */
    public record After(String step, Dependency.On on) {}

    /** Number of the step of this name; -1 when there is none. */
    public int indexOf(String name) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Numbers of the steps that need the success of a step, directly. */
    public List<Integer> needing(int step) {
        String name = steps.get(step).name();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).after().contains(new After(name, Dependency.On.SUCCESS))) {
                found.add(i);
            }
        }
        return found;
    }

    /** A step, and all that cannot run when it does not succeed. */
    public BitSet lostWith(int step) {
        BitSet lost = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            int next = open.removeFirst();
            if (!lost.get(next)) {
                lost.set(next);
                open.addAll(needing(next));
            }
        }
        return lost;
    }

    /** Whether a step waits for one of these to fail. */
    public boolean handles(int step, BitSet failed) {
        return steps.get(step).after().stream()
                .anyMatch(
                        edge ->
                                edge.on() == Dependency.On.FAILURE
                                        && failed.get(indexOf(edge.step())));
    }
}
