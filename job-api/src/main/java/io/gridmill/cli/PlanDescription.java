package io.gridmill.cli;

import io.gridmill.client.Wire;
import io.gridmill.report.JobPlan;
import java.io.PrintStream;

/** What a submission would make, written out for a person. */
final class PlanDescription {
    private PlanDescription() {}

    static void print(JobPlan plan, PrintStream out) {
        if (plan.steps() == null) {
            print(plan, "", out);
            return;
        }
        out.println(plan.steps().size() + " steps, " + tasks(plan) + after(plan));
        for (JobPlan.Step step : plan.steps()) {
            out.println();
            out.println("Step " + step.name());
            print(step.plan(), "  ", out);
        }
    }

    private static void print(JobPlan plan, String indent, PrintStream out) {
        out.println(indent + plan.type() + ": " + tasks(plan) + after(plan));
        String nodes = String.join(", ", plan.nodes());
        out.println(indent + "could run on: " + (nodes.isEmpty() ? "no node now" : nodes));
        for (JobPlan.Task task : plan.first()) {
            String payload =
                    task.payload() == null
                            ? task.size() == null ? "" : task.size() + " bytes"
                            : Wire.MAPPER.valueToTree(task.payload()).toString();
            out.println(indent + "task " + task.number() + "  " + payload);
        }
    }

    private static String tasks(JobPlan plan) {
        if (plan.tasks() == null) {
            return "number of tasks not known yet: " + plan.unknown();
        }
        String blocks = plan.blocks() == null ? "" : " in " + plan.blocks() + " blocks";
        return (plan.exact() ? "" : "at least ")
                + Figures.count(plan.tasks())
                + (plan.tasks() == 1 ? " task" : " tasks")
                + blocks;
    }

    private static String after(JobPlan plan) {
        return plan.dependsOn().isEmpty() ? "" : ", after " + String.join(", ", plan.dependsOn());
    }
}
