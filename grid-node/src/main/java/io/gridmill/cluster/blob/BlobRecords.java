package io.gridmill.cluster.blob;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.map.IMap;
import com.hazelcast.spi.exception.TargetNotMemberException;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of all blobs, in a partitioned map. Calls block, are repeated while their outcome is
 * unknown, and end in {@link ErrorCode#UNAVAILABLE} where it stays so. Thread-safe.
 */
final class BlobRecords {
    static final String MAP = "blobs";

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int AT_ONCE = 64;

    private final IMap<String, BlobRecord> map;

    BlobRecords(HazelcastInstance instance) {
        map = instance.getMap(MAP);
    }

    @Nullable BlobRecord find(String digest) {
        return repeated(() -> map.get(digest));
    }

    Map<String, BlobRecord> findAll(Collection<String> digests) {
        return repeated(() -> map.getAll(Set.copyOf(digests)));
    }

    /**
     * The record after the change, null where there is none; one without references is removed.
     *
     * @see BlobChange#applyTo
     */
    @Nullable BlobRecord apply(String digest, BlobChange change) {
        return repeated(() -> map.executeOnKey(digest, new BlobUpdate(change)));
    }

    /** Applies one change to many records, a bounded number at once. */
    void applyAll(
            Collection<String> digests, BlobChange change, BiConsumer<String, BlobRecord> after) {
        List<String> wave = new ArrayList<>();
        for (String digest : digests) {
            wave.add(digest);
            if (wave.size() == AT_ONCE) {
                applyWave(wave, change, after);
                wave.clear();
            }
        }
        applyWave(wave, change, after);
    }

    private void applyWave(
            List<String> wave, BlobChange change, BiConsumer<String, BlobRecord> after) {
        List<CompletableFuture<@Nullable BlobRecord>> answers = new ArrayList<>();
        for (String digest : wave) {
            answers.add(map.submitToKey(digest, new BlobUpdate(change)).toCompletableFuture());
        }
        for (int i = 0; i < answers.size(); i++) {
            BlobRecord record = answerOrAgain(answers.get(i), wave.get(i), change);
            if (record != null) {
                after.accept(wave.get(i), record);
            }
        }
    }

    private @Nullable BlobRecord answerOrAgain(
            CompletableFuture<@Nullable BlobRecord> answer, String digest, BlobChange change) {
        try {
            return answer.join();
        } catch (CompletionException | HazelcastException e) {
            return apply(digest, change);
        }
    }

    /** Digests of all blobs with a reference that begins so. */
    Set<String> referenced(String prefix) {
        return repeated(() -> map.keySet(new BlobFilter.Referenced(prefix)));
    }

    /** Digests of records on this member that may need work. Not on a lite member. */
    Set<String> localNeeding(BlobFilter.Attention attention) {
        return repeated(() -> map.localKeySet(attention));
    }

    private static <T extends @Nullable Object> T repeated(Supplier<T> call) {
        RuntimeException last = null;
        for (int tries = 0; tries < TRIES && !Thread.currentThread().isInterrupted(); tries++) {
            try {
                return call.get();
            } catch (IndeterminateOperationStateException
                    | OperationTimeoutException
                    | TargetNotMemberException e) {
                last = e;
                pause();
            } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
                throw unavailable(e);
            }
        }
        throw unavailable(last);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GridException unavailable(@Nullable Throwable cause) {
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "The records of blobs cannot be reached now; repeat the request",
                List.of(),
                cause);
    }
}
