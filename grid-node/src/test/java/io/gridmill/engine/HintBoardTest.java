package io.gridmill.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.TaskHints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Boards of some nodes, messages between them that may get lost, in simulated time. */
class HintBoardTest {
    private static final int NODES = 3;

    private final Set<String> live = new HashSet<>(Set.of("job"));
    private final List<HintNews> told = new ArrayList<>();
    private final Clock loop = new Clock();
    private final List<HintBoard> boards = new ArrayList<>();
    private double lost;
    private final Random random = new Random(1);

    HintBoardTest() {
        for (int i = 0; i < NODES; i++) {
            boards.add(new HintBoard(loop, this::deliver, live::contains));
        }
    }

    /** Does things in their time. */
    private static final class Clock implements Loop {
        private record Due(long at, Runnable action) {}

        private final PriorityQueue<Due> planned =
                new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private long now;

        @Override
        public void soon(Runnable action) {
            after(0, action);
        }

        @Override
        public void after(long millis, Runnable action) {
            planned.add(new Due(now + millis, action));
        }

        @Override
        public Executor patient() {
            return this::soon;
        }

        void pass(long millis) {
            long until = now + millis;
            while (!planned.isEmpty() && planned.peek().at <= until) {
                Due next = planned.remove();
                now = next.at;
                next.action.run();
            }
            now = until;
        }
    }

    private void deliver(HintNews news) {
        told.add(news);
        for (HintBoard board : boards) {
            if (random.nextDouble() >= lost) {
                board.heard(news);
            }
        }
    }

    private TaskHints hints(int node) {
        return boards.get(node).of("job");
    }

    @Test
    void isKnownHereAtOnceAndElsewhereSoon() {
        hints(0).lower(7, 42);
        hints(0).lower(7, 50);
        assertEquals(42, hints(0).lowest(7));
        assertEquals(TaskHints.NOTHING, hints(1).lowest(7));
        loop.pass(100);
        assertEquals(42, hints(1).lowest(7));
        hints(1).lower(7, -3);
        loop.pass(100);
        for (int node = 0; node < NODES; node++) {
            assertEquals(-3, hints(node).lowest(7));
            assertEquals(TaskHints.NOTHING, hints(node).lowest(8));
        }
        assertEquals(2, told.size());
    }

    @Test
    void whatWasLostIsRepeatedByWhoFoundIt() {
        lost = 1;
        hints(0).lower(1, 10);
        hints(1).lower(1, 5);
        hints(2).lower(2, 7);
        loop.pass(1_000);
        assertEquals(3, told.size());
        lost = 0;
        boards.forEach(HintBoard::repeat);
        loop.pass(100);
        for (int node = 0; node < NODES; node++) {
            assertEquals(5, hints(node).lowest(1));
            assertEquals(7, hints(node).lowest(2));
        }
        told.clear();
        boards.forEach(HintBoard::repeat);
        loop.pass(100);
        assertEquals(2, told.size(), "who found 10 knows that 5 was found and tells it no more");
    }

    @Test
    void messagesAreSmallAndFew() throws IOException {
        for (int key = 0; key < 12_000; key++) {
            hints(0).lower(key * 31, key);
        }
        loop.pass(99);
        assertEquals(0, told.size());
        loop.pass(1);
        assertEquals(1, told.size());
        loop.pass(1_000);
        assertEquals(3, told.size());
        for (HintNews news : told) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            news.write(new DataOutputStream(bytes));
            assertTrue(bytes.size() <= 65_536, bytes.size() + " bytes");
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            assertEquals(news, HintNews.read(in));
        }
        assertEquals(11_999, hints(2).lowest(11_999 * 31));
    }

    @Test
    void whatAJobMayKeepIsBounded() {
        for (int key = 0; key <= TaskHints.MOST_KEYS; key++) {
            hints(0).lower(key, 9);
        }
        assertEquals(9, hints(0).lowest(TaskHints.MOST_KEYS - 1));
        assertEquals(TaskHints.NOTHING, hints(0).lowest(TaskHints.MOST_KEYS));
        hints(0).lower(3, 8);
        assertEquals(8, hints(0).lowest(3));
    }

    @Test
    void isForgottenWithTheJob() {
        hints(0).lower(1, 1);
        boards.get(0).forget("job");
        assertEquals(TaskHints.NOTHING, hints(0).lowest(1));
        hints(1).lower(2, 1);
        live.clear();
        loop.pass(100);
        assertEquals(1, told.size(), "what was forgotten is told no more");
        assertEquals(TaskHints.NOTHING, hints(0).lowest(2), "told of a job that has ended");
        boards.get(1).repeat();
        assertEquals(TaskHints.NOTHING, hints(1).lowest(2));
    }

    /** Whatever gets lost: nobody knows less than was told anywhere, and in the end all know it. */
    @Test
    void agreesWithAMapInTheEnd() {
        lost = 0.5;
        Map<Integer, Long> lowest = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            int key = random.nextInt() >> random.nextInt(32);
            long value = random.nextLong() >> random.nextInt(64);
            hints(random.nextInt(NODES)).lower(key, value);
            long least = Math.min(value, lowest.getOrDefault(key, value));
            lowest.put(key, least);
            assertTrue(hints(random.nextInt(NODES)).lowest(key) >= least);
            loop.pass(random.nextInt(20));
        }
        lost = 0;
        boards.forEach(HintBoard::repeat);
        loop.pass(1_000);
        for (int node = 0; node < NODES; node++) {
            TaskHints hints = hints(node);
            lowest.forEach((key, value) -> assertEquals(value, hints.lowest(key)));
        }
    }
}
