package io.gridmill.cluster.members;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import io.gridmill.report.NodeState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether all copies of all records are in place, as the members that keep data say of their own.
 * Answers within half a second whatever the members do: a silent one cannot say that its copies are.
 * Thread-safe.
 */
final class Backups {
    private static final String EXECUTOR = "backups";
    private static final int THREADS = 2;
    private static final int QUEUE = 1_000;
    private static final long PATIENCE_NANOS = 500_000_000L;
    private static final long AGAIN_MILLIS = 20;

    private final HazelcastInstance hazelcast;
    private final Supplier<List<Sighting>> nodes;
    private final IExecutorService questions;
    private final BackupReports<UUID> reports = new BackupReports<>();
    private final Set<UUID> asked = new HashSet<>();

    /**
     * Of the cluster that an instance is in.
     *
     * @param nodes as they were seen last
     */
    Backups(HazelcastInstance hazelcast, Supplier<List<Sighting>> nodes) {
        this.hazelcast = hazelcast;
        this.nodes = nodes;
        this.questions = hazelcast.getExecutorService(EXECUTOR);
    }

    /** Declares the executor; before the member starts. */
    static void configure(Config config) {
        config.addExecutorConfig(
                new ExecutorConfig(EXECUTOR, THREADS)
                        .setQueueCapacity(QUEUE)
                        .setStatisticsEnabled(false));
    }

    /** Whether they are; false also where a member did not say. */
    synchronized boolean inPlace() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Boolean verdict = verdict();
        try {
            while (verdict == null && System.nanoTime() - end < 0 && !silent()) {
                wait(AGAIN_MILLIS);
                verdict = verdict();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Boolean.TRUE.equals(verdict) && !silent();
    }

    private boolean silent() {
        return nodes.get().stream()
                .anyMatch(
                        sighting ->
                                sighting.condition().state() == NodeState.SUSPECT
                                        && sighting.last().role().keepsData());
    }

    /** Null while it is not known; then all are asked of whom it is not. */
    private @Nullable Boolean verdict() {
        Map<UUID, Member> present = new HashMap<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            if (!member.isLiteMember()) {
                present.put(member.getUuid(), member);
            }
        }
        long now = System.nanoTime();
        reports.members(present.keySet(), now);
        asked.retainAll(present.keySet());
        Boolean verdict = reports.verdict(now);
        if (verdict == null) {
            present.values().forEach(member -> ask(member, now));
        }
        return verdict;
    }

    /** Not while an earlier question is open, so that nothing piles up at a member that is silent. */
    private void ask(Member member, long now) {
        UUID id = member.getUuid();
        if (reports.knows(id, now) || !asked.add(id)) {
            return;
        }
        try {
            questions.submitToMember(
                    new BackupsQuestion(),
                    member,
                    new ExecutionCallback<Long>() {
                        @Override
                        public void onResponse(Long answer) {
                            answered(id, now, answer);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            answered(id, now, BackupsQuestion.UNKNOWN);
                        }
                    });
        } catch (RejectedExecutionException | HazelcastException | IllegalStateException _) {
            asked.remove(id);
        }
    }

    private synchronized void answered(UUID member, long askedAt, long answer) {
        asked.remove(member);
        if (answer == BackupsQuestion.MISSING) {
            reports.said(member, false, askedAt);
        } else if (answer >= 0) {
            reports.said(member, true, askedAt - answer);
        }
        notifyAll();
    }
}
