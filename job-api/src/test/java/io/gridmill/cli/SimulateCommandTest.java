package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.simulation.Fault;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    private static final String[] MINUTES = {
        "simulate", "--nodes", "5", "--hours", "0.05", "--seed", "3", "--task-time", "300"
    };

    private static TestTerminal simulated(String... more) {
        String[] arguments = java.util.Arrays.copyOf(MINUTES, MINUTES.length + more.length);
        System.arraycopy(more, 0, arguments, MINUTES.length, more.length);
        TestTerminal terminal = new TestTerminal();
        assertThat(terminal.run(arguments)).as(terminal::err).isZero();
        return terminal;
    }

    @Test
    void saysWhatHappenedAndHowToSeeItAgain() {
        String out = simulated().out();
        assertThat(out)
                .containsPattern("jobs +\\d+: \\d+ succeeded")
                .containsPattern("faults +\\d+ c")
                .containsPattern("violations +none")
                .containsPattern("again +gridmill simulate --seed 3 --nodes 5 ");
        String again = out.lines().filter(line -> line.startsWith("again")).findFirst().orElse("");
        TestTerminal repeated = new TestTerminal();
        int simulate = again.indexOf("simulate");
        assertThat(repeated.run(again.substring(simulate).strip().split(" "))).isZero();
        assertThat(repeated.out()).isEqualTo(out);
    }

    @Test
    void tellsTheStoryOfATaskInTheStatesThatPeopleSee() {
        String out = simulated("--faults", "none", "--trace", "job-3/0").out();
        assertThat(out)
                .containsPattern("job +PENDING +accepted")
                .containsPattern("task 0 +READY -> (ASSIGNED|RUNNING) +attempt 1 by n\\d")
                .contains("--faults none")
                .contains("--trace job-3/0");
    }

    @Test
    void helpExplainsEveryFault() {
        TestTerminal terminal = new TestTerminal();
        assertThat(terminal.run("simulate", "--help")).isZero();
        for (Fault fault : Fault.values()) {
            assertThat(terminal.out()).contains(fault.name().toLowerCase(Locale.ROOT) + ":");
        }
    }

    @Test
    void refusesFaultsAndSizesThatThereAreNot() {
        TestTerminal terminal = new TestTerminal();
        assertThat(terminal.run("simulate", "--faults", "crash,earthquake")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no fault 'earthquake'");
        assertThat(terminal.run("simulate", "--nodes", "0")).isEqualTo(2);
        assertThat(terminal.err()).contains("nodes is 0, must be 1 to 5000");
    }
}
