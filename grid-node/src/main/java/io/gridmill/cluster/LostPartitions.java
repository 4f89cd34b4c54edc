package io.gridmill.cluster;

import com.hazelcast.partition.PartitionLostEvent;
import com.hazelcast.partition.PartitionLostListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears which partitions died with all their backups: a hint, the reconcile finds it without. */
final class LostPartitions implements PartitionLostListener {
    private static final Logger LOG = LoggerFactory.getLogger(LostPartitions.class);

    private final GridStore durable;
    private final int backups;
    private final AtomicInteger lost = new AtomicInteger();

    /**
     * Has heard nothing yet.
     *
     * @param backups copies of every record beside the first
     */
    LostPartitions(GridStore durable, int backups) {
        this.durable = durable;
        this.backups = backups;
    }

    @Override
    public void partitionLost(PartitionLostEvent event) {
        // It is told of every owner that is lost, and how many of the backups went with it.
        if (event.getLostBackupCount() >= backups) {
            if (lost.getAndIncrement() == 0) {
                LOG.error(
                        "More nodes were lost at once than there are backups, and data with them:"
                                + " what can be made again is, jobs that cannot go on fail with"
                                + " data-lost");
            }
            durable.compareSoon();
        }
    }
}
