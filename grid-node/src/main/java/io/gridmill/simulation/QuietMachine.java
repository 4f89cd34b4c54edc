package io.gridmill.simulation;

import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Sensors;
import io.gridmill.health.VitalSigns;

/** A machine that nobody else uses and that has room: only what its node left behind counts. */
final class QuietMachine implements Sensors {
    private static final Heartbeat.Vitals VITALS =
            new Heartbeat.Vitals("simulated", 0, 0, 0, 0, 0, 0, 0, 0, "simulated");

    @Override
    public VitalSigns read(int running, int abandoned) {
        return new VitalSigns(0, 0, 0, 0, 0, 0, abandoned);
    }

    @Override
    public void collect() {
        // There is nothing to free.
    }

    @Override
    public Heartbeat.Vitals vitals() {
        return VITALS;
    }
}
