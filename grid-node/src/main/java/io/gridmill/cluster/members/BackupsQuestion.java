package io.gridmill.cluster.members;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.job.Wire;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a member whether the copies of its records are in place; on an executor of its own, as it may
 * wait a moment for the answer. The answer is how long before the question came the member began to
 * look, in nanoseconds, or why there is none.
 */
final class BackupsQuestion
        implements Callable<Long>, IdentifiedDataSerializable, HazelcastInstanceAware {
    /** Copies are missing. */
    static final long MISSING = -1;

    /** It still looks. */
    static final long UNKNOWN = -2;

    private static final int FORMAT = 1;
    private static final long WAIT_MILLIS = 250;

    private transient @Nullable HazelcastInstance hazelcast;

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }

    @Override
    public Long call() throws InterruptedException {
        long came = System.nanoTime();
        try {
            OwnBackups.Look look =
                    OwnBackups.of(Objects.requireNonNull(hazelcast))
                            .look()
                            .get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            return look.inPlace() ? Math.max(0, came - look.begun()) : MISSING;
        } catch (TimeoutException | ExecutionException _) {
            return UNKNOWN;
        }
    }

    @Override
    public int getFactoryId() {
        return MessageFactory.ID;
    }

    @Override
    public int getClassId() {
        return MessageFactory.BACKUPS_QUESTION;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.format(out, FORMAT);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A question about backups");
    }
}
