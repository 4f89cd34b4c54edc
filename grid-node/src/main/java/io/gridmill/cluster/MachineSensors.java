package io.gridmill.cluster;

import io.gridmill.cluster.members.Members;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Sensors;
import io.gridmill.health.TaskLoad;
import io.gridmill.health.VitalSigns;
import java.util.HashSet;
import java.util.Set;

/** Measures this process and its machine, with what the other nodes on it say of their share. */
final class MachineSensors implements Sensors {
    private final Members members;
    private final String version;
    private final TaskLoad taskLoad = new TaskLoad();
    private final Vitals vitals = new Vitals();
    private volatile Measured last = new Measured(new Vitals.Reading(-1, 0, -1, 0, -1, -1), -1, 0);

    /**
     * What was last found.
     *
     * @param foreignCpu share of the machine that others than the grid use; negative when not known
     * @param taskLoad tasks that ran here, averaged over a minute
     */
    private record Measured(Vitals.Reading reading, double foreignCpu, double taskLoad) {}

    MachineSensors(Members members, String version) {
        this.members = members;
        this.version = version;
    }

    @Override
    public VitalSigns read(int running, int abandoned) {
        Machine machine = machine();
        Vitals.Reading reading = vitals.read(running > 0, machine.pids);
        double load = taskLoad.add(running, System.nanoTime());
        VitalSigns signs =
                new VitalSigns(
                        reading.cpu(),
                        reading.ownCpu() + machine.cpu,
                        reading.load(),
                        (load + machine.taskLoad) / Vitals.cores(),
                        reading.heapNeeded(),
                        reading.memory(),
                        abandoned);
        last = new Measured(reading, signs.foreignCpu(), load);
        return signs;
    }

    /** The other nodes on this machine, whose use of it is no stranger's. */
    private record Machine(Set<Long> pids, double cpu, double taskLoad) {}

    private Machine machine() {
        String host = members.selfHost();
        Set<Long> pids = new HashSet<>();
        double cpu = 0;
        double tasks = 0;
        for (Heartbeat other : members.heartbeats()) {
            Heartbeat.Vitals signs = other.vitals();
            boolean beside = signs.host().equals(host) && signs.pid() != pid();
            if (beside && pids.add(signs.pid())) {
                cpu += signs.ownCpu();
            }
            tasks += beside ? signs.taskLoad() : 0;
        }
        return new Machine(pids, cpu, tasks);
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void collect() {
        System.gc();
    }

    @Override
    public Heartbeat.Vitals vitals() {
        Measured measured = last;
        return new Heartbeat.Vitals(
                members.selfAddress(),
                measured.reading.cpu(),
                measured.reading.heapInUse(),
                measured.reading.load(),
                measured.reading.ownCpu(),
                measured.foreignCpu,
                measured.taskLoad,
                pid(),
                Vitals.started(),
                version);
    }
}
