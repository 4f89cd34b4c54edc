package io.gridmill.cluster.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.gridmill.engine.LogStore;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.LogKey;
import io.gridmill.job.LogTail;
import io.gridmill.job.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of attempts' logs in a map of bounded size, with one backup: when it is full, those that
 * were not looked at for longest go. Thread-safe.
 */
public final class TaskLogs implements LogStore {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLogs.class);
    private static final String MAP = "logs";
    private static final int FORMAT = 1;

    /** Heap of a node for logs, backups included. */
    private static final int MOST_MIB = 32;

    private final IMap<String, byte[]> logs;

    public TaskLogs(HazelcastInstance hazelcast) {
        this.logs = hazelcast.getMap(MAP);
    }

    /** Declares the map; before the member starts. */
    public static void configure(Config config, int backups) {
        config.addMapConfig(
                new MapConfig(MAP)
                        .setInMemoryFormat(InMemoryFormat.BINARY)
                        .setBackupCount(Math.min(1, backups))
                        .setStatisticsEnabled(false)
                        .setEvictionConfig(
                                new EvictionConfig()
                                        .setEvictionPolicy(EvictionPolicy.LRU)
                                        .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE)
                                        .setSize(MOST_MIB)));
    }

    @Override
    public void keep(LogKey key, LogTail tail, long keptMillis) {
        try {
            var _ =
                    logs.setAsync(
                            key.text(),
                            bytes(tail),
                            Math.max(1_000, keptMillis),
                            TimeUnit.MILLISECONDS);
        } catch (HazelcastException | HazelcastInstanceNotActiveException | IOException e) {
            LOG.debug("The log of {} is not kept", key, e);
        }
    }

    @Override
    public void forget(Collection<LogKey> keys) {
        try {
            for (LogKey key : keys) {
                var _ = logs.deleteAsync(key.text());
            }
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("Logs go when their time is over", e);
        }
    }

    /**
     * What is kept of a log; {@link LogTail#NONE} when nothing is.
     *
     * @throws GridException UNAVAILABLE when the cluster does not answer
     */
    public LogTail read(LogKey key) {
        try {
            byte @Nullable [] bytes = logs.get(key.text());
            return bytes == null ? LogTail.NONE : tail(bytes);
        } catch (HazelcastException | HazelcastInstanceNotActiveException | IOException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The log of task " + key.task() + " cannot be read now; repeat in a second",
                    List.of(),
                    e);
        }
    }

    private static byte[] bytes(LogTail tail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tail.text().length() + 16);
        DataOutputStream out = new DataOutputStream(bytes);
        Wire.format(out, FORMAT);
        Wire.varint(out, tail.before());
        Wire.varint(out, tail.lines());
        out.writeBoolean(tail.ended());
        Wire.text(out, tail.text());
        return bytes.toByteArray();
    }

    private static LogTail tail(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Wire.expectFormat(in, FORMAT, "A log");
        return new LogTail(Wire.varint(in), Wire.length(in), in.readBoolean(), Wire.text(in));
    }
}
