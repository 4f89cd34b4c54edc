package io.gridmill.health;

/**
 * From which use by others on a node takes no new work.
 *
 * @param foreignCpu {@code health.foreignCpu}: share of all processors that others use, above 0; 1
 *     or more never makes a node busy
 * @param foreignLoad {@code health.foreignLoad}: others' part of the load average, per core, above 0
 * @param memory {@code health.memory}: share of the heap in use after a collection, and share of the
 *     machine's memory in use, above 0; 1 or more never makes a node busy
 */
public record HealthLimits(double foreignCpu, double foreignLoad, double memory) {
    private static final double NEVER = 1e9;

    public HealthLimits {
        check("health.foreignCpu", foreignCpu);
        check("health.foreignLoad", foreignLoad);
        check("health.memory", memory);
    }

    private static void check(String key, double limit) {
        if (!(limit > 0) || limit > NEVER) {
            throw new IllegalArgumentException(
                    key + " is " + limit + "; give a number above 0 (1e9 switches it off)");
        }
    }

    /** Half of the processors, a load of 2 per core, nine tenths of the memory. */
    public static HealthLimits defaults() {
        return new HealthLimits(0.5, 2.0, 0.9);
    }

    /** None is ever reached. */
    public static HealthLimits off() {
        return new HealthLimits(NEVER, NEVER, NEVER);
    }
}
