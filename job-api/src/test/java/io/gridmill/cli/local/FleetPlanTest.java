package io.gridmill.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.cli.local.FleetPlan.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetPlanTest {
    private static final Path DATA = Path.of("/data").toAbsolutePath();

    @Test
    void sharesSlotsAndGivesEachNodeOneAtLeast() {
        assertThat(slots(8, 3)).containsExactly(3, 3, 2);
        assertThat(slots(2, 3)).containsExactly(1, 1, 1);
        assertThat(slots(5, 1)).containsExactly(5);
    }

    @Test
    void allJoinTheFirstOnPortsOfTheirOwn() {
        FleetPlan plan =
                FleetPlan.of("c", 2, 3, 3, DATA).called("left").withOptions(List.of("--x", "y"));
        assertThat(plan.arguments(plan.others().getLast(), "10.0.0.1:5705"))
                .containsExactly(
                        "node",
                        "--parent-watch",
                        "--name",
                        "left-3",
                        "--port",
                        "5707",
                        "--ports",
                        "1000",
                        "--slots",
                        "1",
                        "--data",
                        DATA.resolve("node-3").toString(),
                        "--cluster-name",
                        "c",
                        "--backups",
                        "2",
                        "--join",
                        "10.0.0.1:5705",
                        "--x",
                        "y");
    }

    @Test
    void noTwoGridsShareAName() {
        assertThat(FleetPlan.freshName()).isNotEqualTo(FleetPlan.freshName());
    }

    @Test
    void seesPortsThatAreTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(MemberPorts.isFree("127.0.0.1", taken.getLocalPort())).isFalse();
        }
        assertThat(MemberPorts.most(5701, 1_000)).isEqualTo(1_000);
        assertThat(MemberPorts.most(65_000, 1_000)).isEqualTo(536);
        assertThat(MemberPorts.most(65_535, 1_000)).isEqualTo(1);
    }

    @Test
    void aDirectoryHasOneProcess(@TempDir Path folder) throws IOException {
        assertThat(DirectoryClaim.take(folder.resolve("node-1"))).isTrue();
        assertThat(DirectoryClaim.take(folder.resolve("node-1"))).isFalse();
        assertThat(DirectoryClaim.take(folder.resolve("node-2"))).isTrue();
    }

    @Test
    void theCommandKeepsOptionsThatCanBeShared() {
        JavaCommand command =
                new JavaCommand(
                        Path.of("java"),
                        List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket", "-Da=b"),
                        "a.jar",
                        "x.Main");
        assertThat(command.line(List.of("node", "--slots", "1")))
                .containsExactly(
                        "java", "-Xmx1g", "-Da=b", "-cp", "a.jar", "x.Main", "node", "--slots",
                        "1");
    }

    @Test
    void backsOffWhileItKeepsDying() {
        RespawnDelay delay = new RespawnDelay();
        Duration soon = Duration.ofSeconds(1);
        assertThat(delay.after(soon)).isEqualTo(Duration.ofSeconds(2));
        assertThat(delay.after(soon)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 10; i++) {
            delay.after(soon);
        }
        assertThat(delay.after(soon)).isEqualTo(Duration.ofMinutes(1));
        assertThat(delay.after(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(2));
    }

    private static List<Integer> slots(int total, int nodes) {
        return FleetPlan.of("c", 2, total, nodes, DATA).nodes().stream()
                .map(Member::slots)
                .toList();
    }
}
