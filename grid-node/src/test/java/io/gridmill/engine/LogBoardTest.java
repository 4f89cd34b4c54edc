package io.gridmill.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.execute.Clocks;
import io.gridmill.execute.TaskLog;
import io.gridmill.job.LogKey;
import io.gridmill.job.LogTail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What attempts write, until it is kept and forgotten. */
class LogBoardTest {
    private static final LogKey KEY = new LogKey("job", 3, 1);

    private final List<Runnable> planned = new ArrayList<>();
    private final Map<LogKey, LogTail> kept = new HashMap<>();
    private long millis = 1_700_000_000_000L;
    private int writes;

    private final LogBoard board =
            new LogBoard(
                    new Loop() {
                        @Override
                        public void soon(Runnable action) {
                            planned.add(action);
                        }

                        @Override
                        public void after(long after, Runnable action) {
                            planned.add(action);
                        }

                        @Override
                        public Executor patient() {
                            return this::soon;
                        }
                    },
                    new Clocks() {
                        @Override
                        public long nanoTime() {
                            return millis * 1_000_000;
                        }

                        @Override
                        public long wallMillis() {
                            return millis;
                        }
                    },
                    new LogStore() {
                        @Override
                        public void keep(LogKey key, LogTail tail, long keptMillis) {
                            writes++;
                            kept.put(key, tail);
                        }

                        @Override
                        public void forget(Collection<LogKey> keys) {
                            kept.keySet().removeAll(keys);
                        }
                    });

    private TaskLog open(LogKey key) {
        return Objects.requireNonNull(board.open(key, 1_000));
    }

    private void pass() {
        List<Runnable> now = List.copyOf(planned);
        planned.clear();
        now.forEach(Runnable::run);
    }

    private LogTail tail() {
        LogTail tail = kept.get(KEY);
        assertNotNull(tail);
        return tail;
    }

    @Test
    void linesAreKeptTogetherWithTheirTimes() {
        TaskLog log = open(KEY);
        log.write("one\ntwo");
        log.write("three");
        pass();
        assertEquals(1, writes);
        assertEquals(
                "2023-11-14T22:13:20Z one\n2023-11-14T22:13:20Z two\n2023-11-14T22:13:20Z three\n",
                tail().after(0));
        assertEquals("2023-11-14T22:13:20Z three\n", tail().after(2));
        assertEquals("", tail().after(3));
        assertFalse(tail().ended());
        log.write("four");
        log.close();
        log.write("too late");
        pass();
        assertTrue(tail().ended());
        assertEquals(4, tail().written());
        assertEquals(2, writes);
        assertTrue(planned.isEmpty(), "nothing is left to do");
        board.forget("job");
        assertTrue(kept.isEmpty());
    }

    @Test
    void onlyTheEndIsKeptOfALongLog() {
        TaskLog log = open(KEY);
        for (int line = 1; line <= 5_000; line++) {
            millis++;
            log.write("line " + line + " " + "x".repeat(100));
        }
        pass();
        LogTail tail = tail();
        assertTrue(tail.text().length() <= TaskLog.MOST_BYTES);
        assertTrue(tail.text().length() > TaskLog.MOST_BYTES - 200);
        assertEquals(5_000, tail.written());
        assertTrue(tail.after(0).startsWith("[" + tail.before() + " older lines are not kept]\n"));
        assertTrue(tail.after(4_999).contains(" line 5000 "));
    }

    @Test
    void linesAreBoundedInLengthAndInNumber() {
        TaskLog log = open(KEY);
        log.write("ü".repeat(10_000));
        pass();
        assertEquals(4_096, tail().text().getBytes(StandardCharsets.UTF_8).length, 2);
        assertTrue(tail().after(0).endsWith(" [cut]\n"));
        for (int line = 0; line < 3_000; line++) {
            log.write("x");
        }
        millis += 1_000;
        log.write("later");
        pass();
        assertEquals(1_002, tail().written());
        String end = tail().after(1_000);
        assertTrue(end.contains("[2001 lines left out: more than 1000 a second]\n"), end);
        assertTrue(end.endsWith(" later\n"), end);
    }

    @Test
    void onlySoManyAttemptsWriteAtOnce() {
        TaskLog first = open(KEY);
        for (int task = 1; task < 2_048; task++) {
            open(new LogKey("other", task, 1)).write("x");
        }
        assertNull(board.open(new LogKey("job", 2_048, 1), 1_000));
        first.close();
        pass();
        assertNotNull(board.open(new LogKey("job", 2_048, 1), 1_000));
    }
}
