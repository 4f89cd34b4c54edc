package io.gridmill.cli;

import static io.gridmill.cli.RunningUp.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.cli.local.JavaCommand;
import io.gridmill.client.Download;
import io.gridmill.client.Wire;
import io.gridmill.job.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gridmill up --nodes N}: real processes, one of which is killed. */
class UpCommandIT {
    private static final String JOB =
            "{\"type\":\"noop\",\"parameters\":{\"tasks\":600,\"sleepMillis\":10}}";

    @TempDir private Path folder;

    @Test
    void aJobOutlivesAKilledNodeWhichComesBackAndAllEndTogether() throws Exception {
        try (RunningUp up = RunningUp.start(folder, 3)) {
            assertThat(up.said("out").lines().toList()).contains(up.data().token().orElseThrow());
            String job = up.client().submit(Wire.MAPPER.readTree(JOB), null).job().id();
            patiently().until(() -> up.client().job(job).tasks().ended() > 50);
            long victim = up.pid("node-2");
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            patiently().until(() -> up.client().job(job).state().ended());
            assertSucceeded(up, job);
            patiently().until(() -> up.pid("node-2") > 0 && up.pid("node-2") != victim);
            assertThat(up.said("err")).contains("[node-2] ended").contains("again in 2 s");
            assertEndsGracefully(up);
        }
    }

    @Test
    void noneOutlivesTheFirstWhenThatIsKilled() throws Exception {
        try (RunningUp up = RunningUp.start(folder, 2)) {
            List<Long> processes = up.pids();
            up.process().destroyForcibly().waitFor();
            patiently().until(() -> noneAlive(processes));
        }
    }

    @Test
    void aNodeWithoutTheGridsSecretEndsWithASentence() throws Exception {
        try (RunningUp up = RunningUp.start(folder, 1)) {
            String line =
                    up.said("out")
                            .lines()
                            .filter(l -> l.contains("gridmill node"))
                            .findFirst()
                            .orElse("");
            assertThat(line).contains("--cluster-secret-file", "--store sqlite --store-url jdbc:");
            List<String> words = List.of(line.strip().split(" "));
            List<String> arguments =
                    new ArrayList<>(words.subList(1, words.indexOf("--cluster-secret-file")));
            arguments.addAll(List.of("--data", folder.resolve("other").toString()));
            Process node =
                    new ProcessBuilder(
                                    JavaCommand.ofThisProcess(GridmillMain.class.getName())
                                            .line(arguments))
                            .redirectErrorStream(true)
                            .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor()).as(said).isEqualTo(ExitStatus.FAILED);
            assertThat(said)
                    .contains(
                            "The grid has a cluster secret and this node has none",
                            "[join-refused]");
            assertThat(up.client().cluster().nodes()).isEqualTo(1);
        }
    }

    private static void assertSucceeded(RunningUp up, String job) throws IOException {
        patiently()
                .untilAsserted(
                        () ->
                                assertThat(up.client().job(job).state())
                                        .isEqualTo(JobState.SUCCEEDED));
        try (Download result = up.client().result(job)) {
            assertThat(result.body()).hasContent("{\"tasks\":600}");
        }
    }

    private static void assertEndsGracefully(RunningUp up) throws Exception {
        List<Long> processes = up.pids();
        assertThat(processes).hasSize(3);
        up.process().toHandle().destroy();
        assertThat(up.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        patiently().until(() -> noneAlive(processes));
        assertThat(up.data().server()).isEmpty();
        assertThat(up.data().token()).isPresent();
        assertThat(up.said("err")).doesNotContain("does not end");
    }

    private static boolean noneAlive(List<Long> processes) {
        return processes.stream()
                .allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
}
