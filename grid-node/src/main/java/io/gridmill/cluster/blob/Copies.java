package io.gridmill.cluster.blob;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has other members hold blobs, and drop them. Calls wait for the others and are for threads that
 * may wait; a member that is asked copies the file before it answers. Thread-safe.
 */
final class Copies {
    static final String EXECUTOR = "blob-copy";

    private static final int TRIES = 3;
    private static final int DROPS_AT_ONCE = 500;

    private final IExecutorService executor;
    private final Peers peers;
    private final int wanted;

    Copies(HazelcastInstance instance, Peers peers, int wanted) {
        this.executor = instance.getExecutorService(EXECUTOR);
        this.peers = peers;
        this.wanted = wanted;
    }

    /**
     * A blob that needs copies.
     *
     * @param holders UUIDs of the members known to hold it
     * @param content the whole of a small one, to spare the way back
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Need(String digest, long size, List<String> holders, byte @Nullable [] content) {}

    /** How many members shall hold a blob now. */
    int wanted() {
        return Math.min(wanted, peers.data().size());
    }

    /**
     * Returns when as many living data members hold the blob as shall, or as there are.
     *
     * @throws GridException {@link ErrorCode#DISK_FULL} or {@link ErrorCode#UNAVAILABLE}
     */
    void spread(Need need) {
        Set<String> holders = new HashSet<>(need.holders());
        Map<String, Integer> failures = new HashMap<>();
        Set<HoldAnswer> refusals = EnumSet.noneOf(HoldAnswer.class);
        while (true) {
            var candidates = new ArrayList<>(peers.candidates(need.digest()));
            long living = candidates.stream().filter(holders::contains).count();
            int missing = (int) (Math.min(wanted, candidates.size()) - living);
            if (missing <= 0) {
                return;
            }
            candidates.removeIf(m -> holders.contains(m) || failures.getOrDefault(m, 0) >= TRIES);
            if (candidates.isEmpty()) {
                throw refused(need.digest(), living, refusals);
            }
            int most = Math.min(missing, candidates.size());
            ask(need, holders, candidates.subList(0, most))
                    .forEach(
                            (member, answer) -> {
                                if (answer == HoldAnswer.HELD) {
                                    holders.add(member);
                                } else {
                                    refusals.add(answer);
                                    failures.merge(member, weight(answer), Integer::sum);
                                }
                            });
        }
    }

    private static int weight(HoldAnswer refusal) {
        return refusal == HoldAnswer.FAILED ? 1 : TRIES;
    }

    /** Asks all of these at once, and waits for all. */
    Map<String, HoldAnswer> ask(Need need, Collection<String> sources, List<String> members) {
        var call =
                new BlobCall.HoldFile(
                        need.digest(), need.size(), List.copyOf(sources), need.content());
        Map<String, Future<Integer>> asked = new LinkedHashMap<>();
        members.forEach(member -> asked.put(member, submit(call, member)));
        Map<String, HoldAnswer> answers = new LinkedHashMap<>();
        asked.forEach((member, answer) -> answers.put(member, await(answer)));
        return answers;
    }

    private Future<Integer> submit(BlobCall<Integer> call, String member) {
        try {
            return peers.find(member)
                    .map(found -> executor.submitToMember(call, found))
                    .orElseGet(() -> CompletableFuture.completedFuture(failed()));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(failed());
        }
    }

    private static Integer failed() {
        return HoldAnswer.FAILED.number();
    }

    private static HoldAnswer await(Future<Integer> answer) {
        try {
            return HoldAnswer.of(answer.get());
        } catch (ExecutionException e) {
            return HoldAnswer.FAILED; // It left, or its queue is full.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(ErrorCode.UNAVAILABLE, "Stopped while copying a blob");
        }
    }

    private GridException refused(String digest, long living, Set<HoldAnswer> refusals) {
        if (refusals.contains(HoldAnswer.DISK_FULL)) {
            return new GridException(
                    ErrorCode.DISK_FULL,
                    "No other node has room for a copy of blob %s: free space on their disks, raise"
                                    .formatted(digest)
                            + " blob.diskBudget, delete ended jobs, or add a node");
        }
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "Blob %s is on %d of %d nodes that shall hold it and the others do not answer;"
                                .formatted(digest, living, wanted())
                        + " repeat the request");
    }

    /**
     * Tells members to delete files that no record lists, and does not wait: what a message does
     * not reach is found by the member's own sweep.
     */
    void drop(Map<String, List<String>> digestsByHolder) {
        digestsByHolder.forEach(
                (holder, digests) -> {
                    for (int from = 0; from < digests.size(); from += DROPS_AT_ONCE) {
                        int to = Math.min(digests.size(), from + DROPS_AT_ONCE);
                        var _ = submit(new BlobCall.DropFiles(digests.subList(from, to)), holder);
                    }
                });
    }
}
