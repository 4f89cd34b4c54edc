package io.gridmill.simulation;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated.
 *
 * @param seed everything is drawn from it
 * @param nodes members at the beginning, 1 to 5,000
 * @param slots tasks that a member runs at once, 1 to 64
 * @param backups copies of every record beside the first, 0 to 6
 * @param partitions pieces of the store; 271 on a real cluster
 * @param millis virtual time under load
 * @param faults what goes wrong
 * @param load what is to be done
 * @param mutant what is broken on purpose
 * @param trace "JOB" or "JOB/TASK" whose story is told; null for none
 */
public record Settings(
        long seed,
        int nodes,
        int slots,
        int backups,
        int partitions,
        long millis,
        Set<Fault> faults,
        Load load,
        Mutant mutant,
        @Nullable String trace) {
    /** Partitions of a real cluster. */
    public static final int PARTITIONS = 271;

    /** Most members. */
    public static final int MOST_NODES = 5_000;

    public Settings {
        faults = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
        check("nodes", nodes, 1, MOST_NODES);
        check("slots", slots, 1, 64);
        check("backups", backups, 0, 6);
        check("millis", millis, 1, 10_000L * 3_600_000);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }

    /** The same with something broken on purpose. */
    public Settings with(Mutant broken) {
        return new Settings(
                seed, nodes, slots, backups, partitions, millis, faults, load, broken, trace);
    }

    /** The same, telling a story. */
    public Settings tracing(String jobOrTask) {
        return new Settings(
                seed, nodes, slots, backups, partitions, millis, faults, load, mutant, jobOrTask);
    }
}
