package io.gridmill.cluster.joining;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.nio.MemberSocketInterceptor;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.join.ClusterSecret;
import io.gridmill.join.Handshake;
import io.gridmill.join.JoinFacts;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts members that ask every connection for a handshake. Open-source Hazelcast has no such door,
 * but leaves the hook; it is internal, so a test with real members holds it for each version.
 */
public final class GuardedContext extends DefaultNodeContext {
    /** The handshakes, those at the door, and some for connections from here. */
    private static final int THREADS =
            HandshakeInterceptor.SEATS + HandshakeInterceptor.AT_DOOR + 16;

    private final HandshakeInterceptor interceptor;
    private final AtomicReference<@Nullable Node> node = new AtomicReference<>();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

    private GuardedContext(
            @Nullable ClusterSecret secret, BiFunction<String, String, JoinFacts> facts) {
        Handshake handshake =
                new Handshake(
                        secret,
                        () -> facts.apply(address(), hazelcast()),
                        this::joined,
                        System.currentTimeMillis(),
                        new SecureRandom());
        this.interceptor = new HandshakeInterceptor(handshake, this::giveWay);
    }

    /**
     * Starts a member.
     *
     * @param secret null for none
     * @param facts of it, by its address and Hazelcast's minor version
     * @throws GridException JOIN_REFUSED when it was told to join a grid that it cannot be of
     */
    public static HazelcastInstance start(
            Config config,
            @Nullable ClusterSecret secret,
            BiFunction<String, String, JoinFacts> facts) {
        // Without this the interceptor is silently never asked.
        config.getNetworkConfig()
                .setSocketInterceptorConfig(new SocketInterceptorConfig().setEnabled(true));
        config.addExecutorConfig(new ExecutorConfig(ExecutionService.IO_EXECUTOR, THREADS));
        GuardedContext context = new GuardedContext(secret, facts);
        HazelcastInstance member;
        try {
            member =
                    HazelcastInstanceFactory.newHazelcastInstance(
                            config, config.getInstanceName(), context);
        } catch (IllegalStateException e) {
            throw context.told(e);
        }
        if (member.getCluster().getMembers().size() > 1 && context.interceptor.passed() == 0) {
            member.getLifecycleService().terminate();
            throw new IllegalStateException(
                    "Hazelcast joined a member without asking for the cluster secret; this version of"
                            + " it must not be used");
        }
        return member;
    }

    @Override
    public NodeExtension createNodeExtension(Node made) {
        node.set(made);
        return new DefaultNodeExtension(made) {
            @Override
            public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier endpoint) {
                return interceptor;
            }
        };
    }

    private RuntimeException told(IllegalStateException failure) {
        String why = refusal.get();
        return why == null
                ? failure
                : new GridException(ErrorCode.JOIN_REFUSED, why, List.of(), failure);
    }

    /** On a thread of its own: the one that learnt of it is Hazelcast's and would wait for itself. */
    private void giveWay(String why) {
        if (refusal.compareAndSet(null, why)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("gridmill-refused")
                    .start(() -> node().shutdown(true));
        }
    }

    private boolean joined() {
        Node made = node.get();
        return made != null
                && made.getClusterService() != null
                && made.getClusterService().isJoined();
    }

    private String address() {
        Address address = node().getThisAddress();
        return address.getHost() + ":" + address.getPort();
    }

    private String hazelcast() {
        var version = node().getVersion();
        return version.getMajor() + "." + version.getMinor();
    }

    private Node node() {
        return Objects.requireNonNull(node.get(), "Hazelcast asks before it has made its node");
    }
}
