package io.gridmill.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.gridmill.durable.StoredJobs;
import io.gridmill.engine.RecordHooks;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.lang.reflect.Proxy;
import java.util.AbstractMap.SimpleEntry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

class JobProcessorTest {
    private static final JobRecord JOB = StoredJobs.job("one");

    @Test
    void anAnswerThatConfirmsAJobSendsItToTheBackups() {
        JobProcessor confirm = confirm(true);
        assertThat(confirm.process(new SimpleEntry<>("one", JOB))).isEqualTo(JOB);
        Map.Entry<String, JobRecord> backup = absent();
        Objects.requireNonNull(confirm.getBackupProcessor()).process(backup);
        assertThat(backup.getValue()).isEqualTo(JOB);
    }

    @Test
    void whereThereIsNoJobThereIsNothingToSend() {
        JobProcessor confirm = confirm(true);
        assertThat(confirm.process(absent())).isNull();
        assertThat(confirm.getBackupProcessor()).isNull();
    }

    @Test
    void aMinorityConfirmsNothing() {
        JobProcessor confirm = confirm(false);
        assertThatThrownBy(() -> confirm.process(new SimpleEntry<>("one", JOB)))
                .isInstanceOf(BelowQuorumException.class);
        assertThat(confirm.getBackupProcessor()).isNull();
    }

    @SuppressWarnings("NullAway") // as Hazelcast shows a key without a value
    private static Map.Entry<String, JobRecord> absent() {
        return new SimpleEntry<>("one", null);
    }

    private static JobProcessor confirm(boolean mayDecide) {
        ConcurrentMap<String, Object> context = new ConcurrentHashMap<>();
        context.put(RecordHooks.CONTEXT_KEY, new Hooks(mayDecide));
        HazelcastInstance instance =
                (HazelcastInstance)
                        Proxy.newProxyInstance(
                                JobProcessorTest.class.getClassLoader(),
                                new Class<?>[] {HazelcastInstance.class},
                                (_, _, _) -> context);
        JobProcessor confirm = new JobProcessor(new JobEvent.Confirm(0));
        confirm.setHazelcastInstance(instance);
        return confirm;
    }

    private record Hooks(boolean mayDecide) implements RecordHooks {
        @Override
        public void block(BlockKey key, TaskBlock block) {}

        @Override
        public void job(JobRecord job) {}
    }
}
