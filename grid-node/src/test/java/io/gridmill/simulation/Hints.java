package io.gridmill.simulation;

import io.gridmill.claim.JobOrder;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which block may have work: often right, at times wrong; the record decides. */
final class Hints {
    private static final int CHOICE = 3;

    private final World world;
    private final Cluster cluster;
    private final Map<String, Load> loads = new TreeMap<>();

    Hints(World world, Cluster cluster) {
        this.world = world;
        this.cluster = cluster;
    }

    private record Candidate(JobOrder order, BlockKey key, int claimable) {}

    void add(Load load) {
        loads.put(load.job().id(), load);
    }

    Load load(String job) {
        return Objects.requireNonNull(loads.get(job));
    }

    int slots() {
        return cluster.slots();
    }

    @Nullable BlockKey next(long now) {
        List<Candidate> candidates = candidates(now);
        boolean wrong = world.chance(0.02);
        candidates.removeIf(candidate -> !wrong && candidate.claimable == 0);
        candidates.sort((a, b) -> a.order.compareTo(b.order));
        int among = Math.min(candidates.size(), wrong ? Integer.MAX_VALUE : CHOICE);
        return among == 0 ? null : candidates.get(world.between(0, among)).key;
    }

    long ready(String job) {
        return candidates(Long.MAX_VALUE).stream()
                .filter(candidate -> candidate.key.job().equals(job))
                .mapToLong(Candidate::claimable)
                .sum();
    }

    private List<Candidate> candidates(long now) {
        List<Candidate> found = new ArrayList<>();
        for (Partition partition : cluster.partitions()) {
            Copy copy = owned(partition);
            if (copy != null) {
                copy.blocks.forEach((key, block) -> add(key, block, now, found));
            }
        }
        return found;
    }

    private void add(BlockKey key, TaskBlock block, long now, List<Candidate> found) {
        Copy copy = owned(cluster.partition(key.job()));
        JobRecord job = copy == null ? null : copy.jobs.get(key.job());
        if (job != null && !job.state().ended() && !job.progress().stopping()) {
            JobOrder order = new JobOrder(job.spec().priority(), job.spec().created(), job.id());
            found.add(new Candidate(order, key, block.claimable(now)));
        }
    }

    private static @Nullable Copy owned(Partition partition) {
        Member owner = partition.owner();
        return owner == null ? null : owner.copy(partition.id);
    }
}
