package io.gridmill.cluster.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.join.ClusterSecret;
import io.gridmill.join.JoinFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Hazelcast's internal hook does for real. If a new version no longer asks it, the members with
 * another secret join here and these tests fail.
 */
class GuardedContextIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "a secret that is long enough for this";
    private static final String OTHER = "another one that is long enough as well";

    private final String cluster = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> members = new ArrayList<>();

    @AfterEach
    void stop() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }

    @Test
    void whoKnowsTheSecretJoins() {
        HazelcastInstance first = member(SECRET, 2);
        HazelcastInstance second = member(SECRET, 2, first);
        assertThat(second.getCluster().getMembers()).hasSize(2);
        first.getMap("m").put("k", "v");
        assertThat(second.getMap("m").get("k")).isEqualTo("v");
    }

    @Test
    void anotherSecretOrNoneEndsWithASentenceAndTheGridGoesOn() {
        HazelcastInstance first = member(SECRET, 2);
        HazelcastInstance second = member(SECRET, 2, first);
        refused(OTHER, 2, first, "The grid has another cluster secret than this node");
        refused(null, 2, first, "The grid has a cluster secret and this node has none");
        assertThat(first.getCluster().getMembers()).hasSize(2);
        second.getMap("m").put("k", "v");
        assertThat(first.getMap("m").get("k")).isEqualTo("v");
    }

    @Test
    void aSecretWhereTheGridHasNoneEndsToo() {
        HazelcastInstance first = member(null, 2);
        refused(SECRET, 2, first, "This node has a cluster secret and the grid has none");
        assertThat(member(null, 2, first).getCluster().getMembers()).hasSize(2);
    }

    @Test
    void otherBackupsEndWithASentence() {
        HazelcastInstance first = member(SECRET, 2);
        refused(SECRET, 1, first, "differ in --backups (1 here, 2 there");
        assertThat(first.getCluster().getMembers()).hasSize(1);
    }

    @Test
    void aMemberOfStockHazelcastDoesNotJoin() {
        HazelcastInstance first = member(SECRET, 2);
        // It tries for five minutes, else.
        Config stock = config(first).setProperty("hazelcast.max.join.seconds", "3");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Hazelcast.newHazelcastInstance(stock));
        assertThat(first.getCluster().getMembers()).hasSize(1);
        assertThat(member(SECRET, 2, first).getCluster().getMembers()).hasSize(2);
    }

    @Test
    void aThousandConnectionsThatSayNothingKeepNobodyOut() throws IOException {
        HazelcastInstance first = member(SECRET, 2);
        HazelcastInstance second = member(SECRET, 2, first);
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                flood.add(new Socket(InetAddress.getByName(host(first)), port(first)));
            }
            HazelcastInstance third = member(SECRET, 2, first);
            assertThat(third.getCluster().getMembers()).hasSize(3);
            second.getMap("m").put("k", "v");
            assertThat(first.getMap("m").get("k")).isEqualTo("v");
            await().atMost(PATIENCE).until(() -> flood.stream().allMatch(GuardedContextIT::ended));
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    /** The member hung up, after its own first words. */
    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private void refused(
            @Nullable String secret, int backups, HazelcastInstance first, String why) {
        assertThatExceptionOfType(GridException.class)
                .isThrownBy(() -> member(secret, backups, first))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.JOIN_REFUSED));
    }

    private HazelcastInstance member(
            @Nullable String secret, int backups, HazelcastInstance... others) {
        Config config = config(others);
        HazelcastInstance made =
                GuardedContext.start(
                        config,
                        secret == null ? null : ClusterSecret.parse(secret, "The test"),
                        (address, hazelcast) ->
                                new JoinFacts(
                                        address,
                                        "dev",
                                        cluster,
                                        1,
                                        hazelcast,
                                        backups,
                                        0,
                                        true,
                                        JoinFacts.NO_STORE));
        members.add(made);
        return made;
    }

    private Config config(HazelcastInstance... others) {
        Config config = new Config();
        config.setClusterName(cluster);
        config.setInstanceName("member-" + UUID.randomUUID());
        var network = config.getNetworkConfig();
        network.setPort(0);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
        for (HazelcastInstance other : others) {
            join.getTcpIpConfig().addMember(host(other) + ":" + port(other));
        }
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        return config;
    }

    private static String host(HazelcastInstance member) {
        return member.getCluster().getLocalMember().getAddress().getHost();
    }

    private static int port(HazelcastInstance member) {
        return member.getCluster().getLocalMember().getAddress().getPort();
    }
}
