package io.gridmill.job;

import io.gridmill.job.JobGraph.After;
import io.gridmill.task.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks that steps make a graph: names differ and are known, no step waits for itself, directly or
 * through others, and an input comes from a step that must have succeeded. Pure.
 */
public final class GraphCheck {
    static final String NAME_RULE =
            "must be 1 to 64 lower case letters, digits and hyphens, a letter first";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final List<StepRequest> steps;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private GraphCheck(List<StepRequest> steps) {
        this.steps = steps;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * What each step must wait for: what it says, and the step that its input comes from.
     *
     * @throws GridException {@code impossible-steps} naming every fault
     */
    public static List<List<After>> check(List<StepRequest> steps) {
        return new GraphCheck(steps).check();
    }

    private List<List<After>> check() {
        checkNames();
        for (int i = 0; i < steps.size(); i++) {
            checkEdges(i);
        }
        stopIfWrong();
        List<List<After>> edges = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            edges.add(withInput(i));
        }
        checkCycle(edges);
        stopIfWrong();
        return edges;
    }

    private void stopIfWrong() {
        if (!errors.isEmpty()) {
            throw new GridException(
                    ErrorCode.IMPOSSIBLE_STEPS, errors.getFirst().message(), List.copyOf(errors));
        }
    }

    private void checkNames() {
        for (int i = 0; i < steps.size(); i++) {
            String name = steps.get(i).name();
            Integer first = numbers.putIfAbsent(name, i);
            if (!isName(name)) {
                error("/steps/" + i + "/name", "format", "name " + NAME_RULE);
            } else if (first != null) {
                String message = "two steps are named " + name + "; the first is step " + first;
                error("/steps/" + i + "/name", "double", message);
            }
        }
    }

    private void checkEdges(int i) {
        StepRequest step = steps.get(i);
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < step.after().size(); n++) {
            String other = step.after().get(n).step();
            String at = "/steps/" + i + "/dependsOn/" + n;
            if (checkKnown(step, other, at) && !seen.add(other)) {
                error(at, "double", "step " + step.name() + " names step " + other + " twice");
            }
        }
        String from = step.inputFrom();
        String at = "/steps/" + i + "/input/step";
        if (from == null || !checkKnown(step, from, at)) {
            return;
        }
        for (After after : step.after()) {
            if (after.step().equals(from) && after.on() != Dependency.On.SUCCESS) {
                String message =
                        "the input of step "
                                + step.name()
                                + " comes from step "
                                + from
                                + ", which need not have succeeded; depend on its success";
                error(at, "dependency", message);
            }
        }
    }

    private boolean checkKnown(StepRequest step, String other, String at) {
        if (other.equals(step.name())) {
            error(at, "cycle", "step " + other + " waits for itself; leave that out");
            return false;
        }
        if (!numbers.containsKey(other)) {
            String hint =
                    NearestName.of(other, numbers.keySet())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; known are " + String.join(", ", numbers.keySet()));
            error(at, "unknown", "there is no step " + other + hint);
            return false;
        }
        return true;
    }

    /** What a step waits for, with the step its input comes from, where that is not sure anyway. */
    private List<After> withInput(int i) {
        List<After> after = new ArrayList<>(steps.get(i).after());
        String from = steps.get(i).inputFrom();
        if (from != null && !succeedsBefore(i, from)) {
            after.add(new After(from, Dependency.On.SUCCESS));
        }
        return after;
    }

    /** Whether a step only begins when another has succeeded, as its dependencies say. */
    private boolean succeedsBefore(int i, String other) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(i));
        while (!open.isEmpty()) {
            int next = open.removeLast();
            for (After after : steps.get(next).after()) {
                if (after.on() != Dependency.On.SUCCESS) {
                    continue;
                }
                if (after.step().equals(other)) {
                    return true;
                }
                Integer number = numbers.get(after.step());
                if (number != null && seen.add(number)) {
                    open.add(number);
                }
            }
        }
        return false;
    }

    private void checkCycle(List<List<After>> edges) {
        List<String> cycle = cycle(edges);
        if (cycle != null) {
            int at = numbers.getOrDefault(cycle.getFirst(), 0);
            String path = String.join(" -> ", cycle);
            error("/steps/" + at + "/dependsOn", "cycle", "the steps wait in a circle: " + path);
        }
    }

    /** The names along a cycle, in the order in which steps would run, the first one again last. */
    private @Nullable List<String> cycle(List<List<After>> edges) {
        Map<Integer, Integer> waitsFor = new HashMap<>();
        // Take away what waits for nothing, until only circles and what waits for them is left.
        Set<Integer> left = new HashSet<>(numbers.values());
        boolean changed = true;
        while (changed) {
            changed = left.removeIf(i -> first(edges.get(i), left) < 0);
        }
        if (left.isEmpty()) {
            return null;
        }
        left.forEach(i -> waitsFor.put(i, first(edges.get(i), left)));
        List<Integer> path = new ArrayList<>();
        int at = left.stream().min(Integer::compare).orElseThrow();
        while (!path.contains(at)) {
            path.add(at);
            at = waitsFor.getOrDefault(at, at);
        }
        List<Integer> circle = path.subList(path.indexOf(at), path.size());
        List<String> names = new ArrayList<>();
        names.add(steps.get(at).name());
        for (int i = circle.size() - 1; i >= 0; i--) {
            names.add(steps.get(circle.get(i)).name());
        }
        return names;
    }

    /** The first of the steps left that one waits for; -1 for none. */
    private int first(List<After> after, Set<Integer> left) {
        for (After edge : after) {
            Integer number = numbers.get(edge.step());
            if (number != null && left.contains(number)) {
                return number;
            }
        }
        return -1;
    }

    private void error(String pointer, String code, String message) {
        errors.add(new FieldError(pointer, code, message));
    }
}
