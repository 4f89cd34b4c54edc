package io.gridmill.cli;

import io.gridmill.cli.local.MemberPorts;
import io.gridmill.join.ClusterSecret;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridConfig.Cluster;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a node and the others find each other. */
final class ClusterOptions {
    private static final Pattern MEMBER = Pattern.compile("[^:\\s]+(:\\d{1,5})?");

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT",
            description = "A member to join; repeatable.")
    private List<String> join = new ArrayList<>();

    @Option(
            names = "--address",
            paramLabel = "HOST",
            defaultValue = "${env:GRIDMILL_CLUSTER_ADDRESS:-127.0.0.1}",
            description = {
                "Address of this machine at which other members reach the member port, which is bound",
                "to it alone (default: 127.0.0.1, this machine only; also GRIDMILL_CLUSTER_ADDRESS)."
            })
    private String address = "127.0.0.1";

    @Option(
            names = "--backups",
            paramLabel = "0..6",
            defaultValue = "2",
            description = "Copies of every record beside the first (default: ${DEFAULT-VALUE}).")
    private int backups;

    @Option(
            names = "--cluster-size",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_CLUSTER_SIZE:-0}",
            description = {
                "Nodes that keep data, of which more than half have to be in reach: a smaller part of",
                "a split network accepts and runs nothing. 0: as many as were seen; 1: not protected",
                "(default: ${DEFAULT-VALUE}; also GRIDMILL_CLUSTER_SIZE)."
            })
    private int clusterSize;

    @Mixin private final SecretOptions secrets = new SecretOptions();

    int backups() {
        return backups;
    }

    /** Whether nodes of other machines, or of other grids on this one, are meant to be joined. */
    boolean joinsOthers() {
        return !join.isEmpty() || !resolved().isLoopbackAddress();
    }

    /**
     * The cluster that is meant.
     *
     * @param port tried first
     * @param ports how many are tried from that one on
     */
    Cluster cluster(String name, int port, int ports) {
        check();
        String host = host();
        if (ports == 1 && !MemberPorts.isFree(host, port)) {
            throw CommandException.failed(
                    "Member port "
                            + port
                            + " is in use on "
                            + host
                            + "; stop what listens there, or give another port.",
                    null);
        }
        Cluster defaults = GridConfig.defaults().cluster();
        return new Cluster(
                true,
                name,
                host,
                port,
                join,
                backups,
                defaults.heartbeatInterval(),
                defaults.failureAfter(),
                clusterSize,
                null,
                MemberPorts.most(port, ports));
    }

    /**
     * What the members prove to each other; null for nothing, where only this machine reaches them.
     *
     * @param environment of this process
     */
    @Nullable ClusterSecret secret(Map<String, String> environment) throws IOException {
        try {
            return ClusterSecret.needed(host(), secrets.secret(environment));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** The same for a grid that begins here: where none is given, that of a file made for it. */
    @Nullable ClusterSecret secretOrMade(Path file, Map<String, String> environment)
            throws IOException {
        return joinsOthers() ? secret(environment) : secrets.secretOrMade(file, environment);
    }

    /** The arguments with which another node joins, its secret's among them. */
    List<String> secretArguments() {
        return secrets.arguments();
    }

    /** The arguments that give another node of this machine the same; backups are not among them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--address", host()));
        join.forEach(member -> arguments.addAll(List.of("--join", member)));
        arguments.addAll(secrets.arguments());
        arguments.addAll(List.of("--cluster-size", Integer.toString(clusterSize)));
        return arguments;
    }

    /** The address as numbers. */
    String host() {
        InetAddress ip = resolved();
        if (ip.isAnyLocalAddress() || !(ip instanceof Inet4Address)) {
            throw CommandException.usage(
                    "--address is "
                            + address
                            + "; name one IPv4 address of this machine, at which the other"
                            + " machines reach it.");
        }
        if (!ip.isLoopbackAddress() && interfaceOf(ip) == null) {
            throw CommandException.usage(
                    "--address is "
                            + address
                            + ", which no network interface of this machine has; `ip address`"
                            + " lists those it has.");
        }
        return ip.getHostAddress();
    }

    private void check() {
        if (backups < 0 || backups > 6) {
            throw CommandException.usage("--backups must be 0 to 6.");
        }
        if (clusterSize < 0 || clusterSize > GridConfig.MOST_SIZE) {
            throw CommandException.usage(
                    "--cluster-size is "
                            + clusterSize
                            + "; it must be 0 to "
                            + GridConfig.MOST_SIZE
                            + ".");
        }
        for (String member : join) {
            if (!MEMBER.matcher(member).matches()) {
                throw CommandException.usage(
                        "--join is " + member + "; write HOST:PORT of a member, one for each.");
            }
        }
    }

    private InetAddress resolved() {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException _) {
            throw CommandException.usage(
                    "--address is " + address + ", and no machine of that name is known here.");
        }
    }

    private static @Nullable NetworkInterface interfaceOf(InetAddress ip) {
        try {
            return NetworkInterface.getByInetAddress(ip);
        } catch (SocketException _) {
            return null;
        }
    }
}
