package io.gridmill.cli;

import io.gridmill.health.HealthLimits;
import java.util.List;
import picocli.CommandLine.Option;

/** From which use by others on a node takes no new work. */
final class HealthOptions {
    @Option(
            names = "--health-cpu",
            paramLabel = "SHARE",
            defaultValue = "${env:GRIDMILL_HEALTH_FOREIGN_CPU:-0.5}",
            description =
                    "Takes no new work while others use more of the processors (default: 0.5; 1: it"
                            + " never matters). Also GRIDMILL_HEALTH_FOREIGN_CPU.")
    private double cpu;

    @Option(
            names = "--health-load",
            paramLabel = "LOAD",
            defaultValue = "${env:GRIDMILL_HEALTH_FOREIGN_LOAD:-2.0}",
            description =
                    "The same for others' load average per core (default: 2.0). Also"
                            + " GRIDMILL_HEALTH_FOREIGN_LOAD.")
    private double load;

    @Option(
            names = "--health-memory",
            paramLabel = "SHARE",
            defaultValue = "${env:GRIDMILL_HEALTH_MEMORY:-0.9}",
            description =
                    "The same for the heap after a collection and for the machine's memory (default:"
                            + " 0.9). Also GRIDMILL_HEALTH_MEMORY.")
    private double memory;

    HealthLimits limits() {
        try {
            return new HealthLimits(cpu, load, memory);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** The arguments that give another node the same limits. */
    static List<String> arguments(HealthLimits limits) {
        return List.of(
                "--health-cpu",
                Double.toString(limits.foreignCpu()),
                "--health-load",
                Double.toString(limits.foreignLoad()),
                "--health-memory",
                Double.toString(limits.memory()));
    }
}
