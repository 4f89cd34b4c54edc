package io.gridmill.simulation;

import io.gridmill.report.NodeRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
 * @param pushesLost whether nothing that is pushed reaches a member
 * @param roles whether some members are workers, which keep no data, and some schedulers, which run
 *     no tasks
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
        @Nullable String trace,
        boolean pushesLost,
        boolean roles) {
    /** Partitions of a real cluster. */
    public static final int PARTITIONS = 271;

    private static final List<NodeRole> ROLES =
            List.of(
                    NodeRole.HYBRID,
                    NodeRole.WORKER,
                    NodeRole.SCHEDULER,
                    NodeRole.HYBRID,
                    NodeRole.WORKER);

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

    /** With pushes, nothing broken and no story. */
    public Settings(
            long seed,
            int nodes,
            int slots,
            int backups,
            int partitions,
            long millis,
            Set<Fault> faults,
            Load load) {
        this(
                seed,
                nodes,
                slots,
                backups,
                partitions,
                millis,
                faults,
                load,
                Mutant.NONE,
                null,
                false,
                false);
    }

    /** The same with something broken on purpose. */
    public Settings with(Mutant broken) {
        return changed(load, broken, trace, pushesLost, roles);
    }

    /** The same with something else to be done. */
    public Settings with(Load other) {
        return changed(other, mutant, trace, pushesLost, roles);
    }

    /** The same, telling the story of "JOB" or "JOB/TASK"; null: of none. */
    public Settings tracing(@Nullable String jobOrTask) {
        return changed(load, mutant, jobOrTask, pushesLost, roles);
    }

    /** The same, where nothing that is pushed reaches a member. */
    public Settings losingPushes() {
        return changed(load, mutant, trace, true, roles);
    }

    /** The same, where some members are workers and some schedulers. */
    public Settings withRoles() {
        return changed(load, mutant, trace, pushesLost, true);
    }

    private Settings changed(
            Load newLoad,
            Mutant broken,
            @Nullable String jobOrTask,
            boolean losesPushes,
            boolean withRoles) {
        return new Settings(
                seed,
                nodes,
                slots,
                backups,
                partitions,
                millis,
                faults,
                newLoad,
                broken,
                jobOrTask,
                losesPushes,
                withRoles);
    }

    /** What the first members are, by their number from 0 on; who dies is replaced by its like. */
    NodeRole role(int number) {
        return roles ? ROLES.get(number % ROLES.size()) : NodeRole.HYBRID;
    }

    /** How many of the first members keep data. */
    int dataNodes() {
        return (int) IntStream.range(0, nodes).filter(number -> role(number).keepsData()).count();
    }

    /** Whether records and events travel as bytes: in one life of ten, since it takes its time. */
    boolean encodes() {
        return Math.floorMod(seed, 10L) == 0;
    }
}
