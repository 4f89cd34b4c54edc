package io.gridmill.health;

/**
 * What was measured on a node and its machine over the last second.
 *
 * @param cpu share of all processors in use, 0 to 1; negative when not known
 * @param gridCpu share of all processors that the grid's own processes on this machine used
 * @param load load average of one minute, per core; negative when not known
 * @param gridLoad part of it that the grid's own tasks on this machine make, per core
 * @param heap share of the heap in use after the last collection, 0 to 1; negative when not known
 * @param memory share of the machine's memory in use, 0 to 1; negative when not known
 * @param abandoned threads left behind with code that does not stop
 */
public record VitalSigns(
        double cpu,
        double gridCpu,
        double load,
        double gridLoad,
        double heap,
        double memory,
        int abandoned) {

    /** Share of all processors that others use, 0 to 1; negative when not known. */
    public double foreignCpu() {
        return cpu < 0 ? -1 : Math.max(0, cpu - gridCpu);
    }

    /** Others' part of the load average, per core; negative when not known. */
    public double foreignLoad() {
        return load < 0 ? -1 : Math.max(0, load - gridLoad);
    }
}
