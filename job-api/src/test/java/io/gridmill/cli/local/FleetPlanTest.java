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

class FleetPlanTest {
    private static final Path DATA = Path.of("/data").toAbsolutePath();

    @Test
    void sharesSlotsAndGivesEachNodeOneAtLeast() {
        assertThat(slots(8, 3)).containsExactly(3, 3, 2);
        assertThat(slots(2, 3)).containsExactly(1, 1, 1);
        assertThat(slots(5, 1)).containsExactly(5);
    }

    @Test
    void everyNodeKnowsAllOthers() {
        FleetPlan plan = FleetPlan.of("c", 2, 3, List.of(5701, 5702, 5705), DATA);
        assertThat(plan.arguments(plan.others().getFirst()))
                .containsExactly(
                        "node",
                        "--parent-watch",
                        "--name",
                        "node-2",
                        "--port",
                        "5702",
                        "--slots",
                        "1",
                        "--data",
                        DATA.resolve("node-2").toString(),
                        "--cluster-name",
                        "c",
                        "--backups",
                        "2",
                        "--join",
                        "127.0.0.1:5701",
                        "--join",
                        "127.0.0.1:5705");
        assertThat(plan.addressesBut(plan.first()))
                .containsExactly("127.0.0.1:5702", "127.0.0.1:5705");
    }

    @Test
    void noTwoGridsShareAName() {
        assertThat(FleetPlan.freshName()).isNotEqualTo(FleetPlan.freshName());
    }

    @Test
    void leavesOutPortsThatAreTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThat(MemberPorts.isFree(port)).isFalse();
            if (port < 65_000) {
                assertThat(MemberPorts.free(port, 2)).doesNotContain(port).hasSize(2);
            }
        }
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
        List<Integer> ports = MemberPorts.free(20_000, nodes);
        return FleetPlan.of("c", 2, total, ports, DATA).nodes().stream()
                .map(Member::slots)
                .toList();
    }
}
