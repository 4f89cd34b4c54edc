package io.gridmill.cluster;

import io.gridmill.cluster.store.Ledger;
import io.gridmill.execute.Clocks;

/** This member's monotonic time, and the time of day that all members share. */
record GridClocks(Ledger ledger) implements Clocks {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return ledger.now();
    }
}
