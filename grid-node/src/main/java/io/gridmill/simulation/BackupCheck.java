package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import org.jspecify.annotations.Nullable;

/** Whether backups are as their owner is, wherever nothing is under way to them. */
final class BackupCheck {
    private final Cluster cluster;
    private final Checker checker;
    private final Codecs codecs = new Codecs(true);

    BackupCheck(Cluster cluster, Checker checker) {
        this.cluster = cluster;
        this.checker = checker;
    }

    void check() {
        for (Partition partition : cluster.partitions()) {
            Copy truth = partition.truth();
            if (truth == null || !partition.quiet()) {
                continue;
            }
            for (Node backup : partition.backups()) {
                Copy copy = backup.copies[partition.id];
                if (copy != null) {
                    truth.blocks.forEach((key, block) -> compare(backup, key, block, copy));
                    truth.jobs.forEach((id, job) -> compare(backup, job, copy.jobs.get(id)));
                }
            }
        }
    }

    private void compare(Node backup, BlockKey key, TaskBlock truth, Copy copy) {
        TaskBlock told = copy.blocks.get(key);
        if (told == null || !BlockText.same(truth, told)) {
            String known = told == null ? "nothing" : "version " + told.version();
            checker.fail(
                    8,
                    "a backup of %s differs: %s knows %s, it is at version %d"
                            .formatted(key, backup, known, truth.version()),
                    key.job(),
                    -1);
        }
    }

    private void compare(Node backup, JobRecord truth, @Nullable JobRecord told) {
        if (!truth.equals(told) && (told == null || !codecs.same(truth, told))) {
            String known = told == null ? "nothing" : "version " + told.progress().version();
            checker.fail(
                    8,
                    "a backup of a job differs: %s knows %s, it is at version %d"
                            .formatted(backup, known, truth.progress().version()),
                    truth.id(),
                    -1);
        }
    }
}
