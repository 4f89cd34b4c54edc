package io.gridmill.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final String FIRST = "127.0.0.1:20001";
    private static final Pattern PID = Pattern.compile("pid (\\d+)");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FleetPlan plan = FleetPlan.of("c", 1, 2, 2, Path.of("unused"));

    /** Stands in for a node: says its process id and ends with its parent. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("pid " + ProcessHandle.current().pid());
            ParentWatch.start(System.in);
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /** Stands in for {@code up}: starts a child and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            FleetPlan plan = FleetPlan.of("c", 1, 2, 2, Path.of("unused"));
            Fleet.start(
                    plan,
                    FIRST,
                    JavaCommand.ofThisProcess(Child.class.getName()),
                    true,
                    System.out);
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    private @Nullable Fleet fleet;

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void startsADeadOneAgainAndEndsAllInTheEnd() {
        Fleet started = start(true);
        long first = awaitPid(0);
        started.kill("node-2");
        long second = awaitPid(1);
        assertThat(second).isNotEqualTo(first);
        assertThat(said()).contains("[node-2] pid").contains("started again in 2 s");
        started.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> !alive(second));
        assertThat(said()).doesNotContain("does not end");
    }

    @Test
    void leavesADeadOneAloneWhereTold() {
        Fleet started = start(false);
        awaitPid(0);
        started.kill("node-2");
        await().atMost(Duration.ofSeconds(10)).until(() -> said().contains("not started again"));
    }

    @Test
    void childrenEndWhenTheirParentIsKilled() throws IOException {
        Process parent =
                new ProcessBuilder(
                                JavaCommand.ofThisProcess(Parent.class.getName()).line(List.of()))
                        .redirectErrorStream(true)
                        .start();
        try {
            String line = parent.inputReader(StandardCharsets.UTF_8).readLine();
            Matcher pid = PID.matcher(Optional.ofNullable(line).orElse(""));
            assertThat(pid.find()).as(line).isTrue();
            long child = Long.parseLong(pid.group(1));
            assertThat(alive(child)).isTrue();
            parent.destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> !alive(child));
        } finally {
            parent.destroyForcibly();
        }
    }

    private Fleet start(boolean respawn) {
        JavaCommand child = JavaCommand.ofThisProcess(Child.class.getName());
        Fleet started =
                Fleet.start(
                        plan,
                        FIRST,
                        child,
                        respawn,
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        fleet = started;
        return started;
    }

    private long awaitPid(int number) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> pids(), p -> p.size() > number)
                .get(number);
    }

    private List<Long> pids() {
        return PID.matcher(said()).results().map(m -> Long.valueOf(m.group(1))).toList();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
