package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.durable.StoredJobs;
import io.gridmill.execute.BytesGoneException;
import io.gridmill.execute.Clocks;
import io.gridmill.execute.ResultStore;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.LostData;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LostBytesTest {
    private static final long SECOND = 1_000_000_000L;
    private final Throwable gone = new BytesGoneException("bytes 77", null);
    private static final DataRef.Blob INPUT = new DataRef.Blob("a".repeat(64), 50_000);
    private static final DataRef.Blob PARTIAL = new DataRef.Blob("b".repeat(64), 60_000);

    private long now = 100 * SECOND;
    private @Nullable JobRecord job = job();
    private final Set<Integer> owned = new HashSet<>(Set.of(0));
    private final List<JobEvent> events = new ArrayList<>();
    private final List<String> lookedFor = new ArrayList<>();
    private boolean looking = true;
    private final BlockIndex index = new BlockIndex();
    private final LostBytes lost =
            new LostBytes(
                    ports(),
                    index,
                    fake(ResultStore.class, this::results),
                    new LossRules(Duration.ofSeconds(10), 1));

    private static JobRecord job() {
        JobSpec s = StoredJobs.job("job").spec();
        JobSpec spec =
                new JobSpec(
                        s.id(),
                        s.type(),
                        s.parent(),
                        s.parameters(),
                        INPUT,
                        s.graph(),
                        s.priority(),
                        s.placement(),
                        s.user(),
                        s.created(),
                        s.requestDigest(),
                        s.conditions(),
                        s.timeoutMillis(),
                        s.taskTimeoutMillis(),
                        s.retry(),
                        s.failurePolicy(),
                        s.resultTtlMillis(),
                        s.open(),
                        s.keepTaskResults(),
                        s.labels(),
                        s.metadata());
        return JobLifecycle.accepted(spec, new BlockPlan(100, 10));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = LostBytesTest.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    private static <T> T unused(Class<T> type) {
        return fake(
                type,
                (_, method, _) -> {
                    throw new AssertionError(method + " is not to be called");
                });
    }

    private Ports ports() {
        return new Ports(
                fake(Records.class, this::records),
                unused(Network.class),
                new Now(),
                new Clocks() {
                    @Override
                    public long nanoTime() {
                        return now;
                    }

                    @Override
                    public long wallMillis() {
                        return 5;
                    }
                },
                () -> 1,
                Durability.NONE);
    }

    /** Does everything at once. */
    private static final class Now implements Loop {
        @Override
        public void soon(Runnable action) {
            action.run();
        }

        @Override
        public void after(long millis, Runnable action) {
            throw new AssertionError("Nothing is planned");
        }

        @Override
        public Executor patient() {
            return Runnable::run;
        }
    }

    private Object records(Object self, Method method, Object[] of) {
        return switch (method.getName()) {
            case "readJob" -> CompletableFuture.completedFuture(job);
            case "owns" -> owned.contains(((BlockKey) of[0]).number());
            case "applyToJob" -> {
                assertThat(of[0]).isEqualTo("job");
                events.add((JobEvent) of[1]);
                yield CompletableFuture.completedFuture(job);
            }
            default -> throw new AssertionError(method);
        };
    }

    private Object results(Object self, Method method, Object[] of) {
        assertThat(method.getName()).isEqualTo("restore");
        if (!looking) {
            throw new IllegalStateException("no disk answers");
        }
        lookedFor.add(((DataRef.Blob) of[0]).digest().charAt(0) + " " + of[1]);
        return true;
    }

    private void after(double seconds) {
        now += (long) (seconds * SECOND);
    }

    @Test
    void aJobFailsWhenItsBytesStayAwayForThePatienceAndNotBefore() {
        lost.stepped("job", gone);
        after(9.9);
        lost.stepped("job", gone);
        assertThat(events).isEmpty();
        after(0.1);
        lost.stepped("job", gone);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        JobEvent.Fail.class,
                        fail -> {
                            assertThat(fail.failure().code()).isEqualTo(ErrorCode.DATA_LOST.code());
                            assertThat(fail.failure().message()).contains("bytes 77");
                        });
    }

    @Test
    void whatEndsWellIsMissedNoMore() {
        lost.stepped("job", gone);
        after(9);
        lost.stepped("job", null);
        after(9);
        lost.stepped("job", gone);
        assertThat(events).isEmpty();
    }

    @Test
    void whatHasOnlyBegunWellIsMissedStill() {
        lost.failed("job", gone);
        after(9);
        lost.failed("job", null);
        after(1);
        lost.failed("job", gone);
        assertThat(events).hasSize(1);
    }

    @Test
    void whereNoStepWasForLongNobodyHasWaited() {
        lost.stepped("job", gone);
        after(31);
        lost.stepped("job", gone);
        assertThat(events).isEmpty();
        after(10);
        lost.stepped("job", gone);
        assertThat(events).hasSize(1);
    }

    @Test
    void otherFailuresAreNoneOfItsBusiness() {
        Throwable other = new UncheckedIOException(new IOException("the disk is slow"));
        Throwable busy = new GridException(ErrorCode.UNAVAILABLE, "later");
        lost.stepped("job", other);
        after(20);
        lost.stepped("job", other);
        lost.stepped("job", busy);
        assertThat(events).isEmpty();
        assertThat(lookedFor).isEmpty();
    }

    @Test
    void bytesAreFoundGoneHoweverDeepItIsSaid() {
        Throwable unknown =
                new CompletionException(
                        new IllegalStateException(
                                new GridException(ErrorCode.NO_SUCH_BLOB, "no blob 77")));
        lost.stepped("job", unknown);
        after(10);
        lost.stepped("job", new CompletionException(new UncheckedIOException((IOException) gone)));
        assertThat(events).hasSize(1);
    }

    @Test
    void jobsWaitEachForThemselves() {
        lost.stepped("other", gone);
        after(10);
        lost.stepped("job", gone);
        assertThat(events).isEmpty();
    }

    @Test
    void theDisksAreLookedThroughAtOnceAndThenEveryTwoSeconds() {
        lost.stepped("job", gone);
        assertThat(lookedFor).containsExactly("a job/input");
        after(1.9);
        lost.stepped("job", gone);
        assertThat(lookedFor).hasSize(1);
        after(0.1);
        lost.stepped("job", gone);
        assertThat(lookedFor).hasSize(2);
        after(1.9);
        lost.stepped("job", gone);
        assertThat(lookedFor).hasSize(2);
    }

    @Test
    void partialResultsOfOwnBlocksAreLookedForUnderTheirReferences() {
        index.note(JobBrief.of(job()));
        for (int number = 0; number < 2; number++) {
            index.note(new BlockKey("job", number), folded(number));
        }
        lost.stepped("job", gone);
        assertThat(lookedFor).containsExactly("a job/input", "b job/partial/0.1");
    }

    private static TaskBlock folded(int number) {
        ClaimId claim = new ClaimId("node", 1);
        TaskBlock fresh = TaskBlock.fresh(new TaskBlock.Head(number, 1, 1, null));
        TaskBlock claimed = work(fresh, null, new BlockEvent.Request(claim, 1));
        TaskReport done =
                new TaskReport(0, 1, new TaskReport.Ending.Succeeded(DataRef.EMPTY), 1, 1);
        TaskBlock ended =
                work(
                        claimed,
                        new BlockEvent.Report(claim, 1, List.of(done), job().spec().retry(), 0.5),
                        null);
        TaskBlock folded =
                BlockTransitions.decide(
                                ended, new BlockEvent.Fold(1, ended.version(), PARTIAL, false))
                        .block();
        assertThat(folded.partial()).isEqualTo(PARTIAL);
        return folded;
    }

    private static TaskBlock work(
            TaskBlock block,
            BlockEvent.@Nullable Report report,
            BlockEvent.@Nullable Request request) {
        return BlockTransitions.decide(block, new BlockEvent.Work(report, request, 5)).block();
    }

    @Test
    void nothingIsLookedForWhereTheJobHasEndedOrIsGone() {
        job = LostData.remains(JobBrief.of(job()), List.of("node-2"), 6);
        assertThat(job.state().ended()).isTrue();
        lost.stepped("job", gone);
        job = null;
        after(3);
        lost.stepped("job", gone);
        assertThat(lookedFor).isEmpty();
    }

    @Test
    void aSearchThatFailsIsDoneAgain() {
        looking = false;
        lost.stepped("job", gone);
        looking = true;
        after(2);
        lost.stepped("job", gone);
        assertThat(lookedFor).hasSize(1);
    }
}
