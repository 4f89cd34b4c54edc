package io.gridmill.cluster;

import com.hazelcast.internal.util.Clock;
import com.hazelcast.internal.util.ClockProperties;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock that Hazelcast looks at, see {@link SteadyTime}. With the wall clock, which is its own choice, a jump makes
 * it take every call under way for overdue, and a Jet job that was just begun may then never end. Named by a system
 * property, which Hazelcast reads once. Thread-safe.
 */
public final class SteadyClock extends Clock.ClockImpl {
    private final AtomicReference<SteadyTime> time =
            new AtomicReference<>(SteadyTime.of(System.nanoTime(), System.currentTimeMillis()));

    /** Made by Hazelcast. */
    public SteadyClock() {}

    /** Has Hazelcast use it; in vain where Hazelcast has looked at a clock in this process before. */
    static void use() {
        if (System.getProperty(ClockProperties.HAZELCAST_CLOCK_IMPL) == null) {
            System.setProperty(ClockProperties.HAZELCAST_CLOCK_IMPL, SteadyClock.class.getName());
        }
    }

    @Override
    protected long currentTimeMillis() {
        SteadyTime known = time.get();
        long now = System.nanoTime();
        if (known.old(now)) {
            // Who loses the race goes by what the other saw: it is the same time.
            time.compareAndSet(known, known.beside(now, System.currentTimeMillis()));
        }
        return known.millis(now);
    }
}
