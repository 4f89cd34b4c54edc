package io.gridmill.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.gridmill.engine.RecordHooks;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.schedule.Schedule;
import io.gridmill.schedule.ScheduleChange;
import io.gridmill.schedule.ScheduleRecord;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of schedules, over a map that is one of this process. */
class ScheduleStoreTest {
    private final Map<String, ScheduleRecord> map = new HashMap<>();
    private final Kept kept = new Kept();
    private final HazelcastInstance instance = fake(HazelcastInstance.class, this::instance);
    private final ScheduleStore store = new ScheduleStore(instance, kept);

    /** What a durable store would hold. */
    private static final class Kept implements ScheduleStore.Keeping {
        final Map<String, ScheduleRecord> all = new HashMap<>();
        final List<String> steps = new ArrayList<>();

        @Override
        public void keep(String name, ScheduleRecord record) {
            all.put(name, record);
        }

        @Override
        public void noteStep(String name, ScheduleRecord record) {
            steps.add(name + " " + record.version());
        }

        @Override
        public @Nullable ScheduleRecord kept(String name) {
            return all.get(name);
        }

        @Override
        public void forget(String name) {
            all.remove(name);
        }
    }

    private static final class Hooks implements RecordHooks {
        @Override
        public boolean mayDecide() {
            return true;
        }

        @Override
        public void block(BlockKey key, TaskBlock block) {}

        @Override
        public void job(JobRecord job) {}
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = ScheduleStoreTest.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    private Object instance(Object self, Method method, Object @Nullable [] of) {
        ConcurrentMap<String, Object> context = new ConcurrentHashMap<>();
        context.put(RecordHooks.CONTEXT_KEY, new Hooks());
        return method.getName().equals("getMap") ? fake(IMap.class, this::call) : context;
    }

    private @Nullable Object call(Object self, Method method, Object[] of) {
        String name = (String) of[0];
        return switch (method.getName()) {
            case "get" -> map.get(name);
            case "putIfAbsent" -> map.putIfAbsent(name, (ScheduleRecord) of[1]);
            case "remove" -> of.length == 2 ? map.remove(name, of[1]) : map.remove(name);
            case "executeOnKey" -> {
                ScheduleProcessor processor = (ScheduleProcessor) of[1];
                processor.setHazelcastInstance(instance);
                SimpleEntry<String, ScheduleRecord> entry = entry(name);
                ScheduleRecord answer = processor.process(entry);
                map.put(name, Objects.requireNonNull(entry.getValue()));
                yield answer;
            }
            default -> throw new AssertionError(method);
        };
    }

    @SuppressWarnings("NullAway") // as Hazelcast shows a key without a value
    private SimpleEntry<String, ScheduleRecord> entry(String name) {
        return new SimpleEntry<>(name, map.get(name));
    }

    private static Schedule schedule(long every) {
        return new Schedule(
                "s",
                null,
                every,
                "UTC",
                new Schedule.Policy(Schedule.Overlap.ALLOW, Schedule.CatchUp.NONE, 1),
                true,
                0,
                0,
                "{}",
                new Schedule.Owner("me", 0, 0));
    }

    private static ScheduleRecord record(long every, long version) {
        ScheduleRecord first = ScheduleRecord.created(schedule(every), 5);
        return new ScheduleRecord(
                first.schedule(), version, 5, List.of(), null, first.counts(), first.recent());
    }

    @Test
    void whatIsPutOverALostScheduleIsItsNextVersion() {
        kept.all.put("s", record(1_000, 9));
        ScheduleRecord after = store.apply("s", new ScheduleChange.Put(schedule(2_000), 7));
        assertThat(Objects.requireNonNull(after).version()).isEqualTo(10);
        assertThat(kept.all.get("s")).isEqualTo(after);
        assertThat(map.get("s")).isEqualTo(after);
    }

    @Test
    void aStepOfTheDriverIsNotKeptAsANewScheduleIs() {
        store.apply("s", new ScheduleChange.Put(schedule(1_000), 7));
        store.apply("s", new ScheduleChange.Advance(record(1_000, 2)));
        assertThat(kept.steps).containsExactly("s 2");
        assertThat(Objects.requireNonNull(kept.all.get("s")).version()).isEqualTo(1);
    }

    @Test
    void oneThatIsThereStaysWhenALostOneIsBroughtBack() {
        assertThat(store.restore("s", record(1_000, 3))).isTrue();
        assertThat(store.restore("s", record(2_000, 4))).isFalse();
        assertThat(map.get("s")).isEqualTo(record(1_000, 3));
    }

    @Test
    void whatWasDeletedMeanwhileIsTakenOutAlsoWhenItsDriverWentOn() {
        store.restore("s", record(1_000, 3));
        map.put("s", record(1_000, 4));
        store.takeBack("s", record(1_000, 3));
        assertThat(map).isEmpty();
    }

    @Test
    void whatWasPutAnewMeanwhileStays() {
        map.put("s", record(2_000, 1));
        store.takeBack("s", record(1_000, 3));
        assertThat(map).containsKey("s");
    }
}
