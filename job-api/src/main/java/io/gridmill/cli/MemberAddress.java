package io.gridmill.cli;

import io.gridmill.cli.local.MemberPorts;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The address of this machine that the member port is bound to. */
final class MemberAddress {
    private final String address;

    private MemberAddress(String address) {
        this.address = address;
    }

    static MemberAddress of(Settings settings) {
        return new MemberAddress(settings.text(Setting.CLUSTER_ADDRESS));
    }

    /** Whether nodes of other machines, or of other grids on this one, are meant to be joined. */
    static boolean joinsOthers(Settings settings) {
        return !settings.texts(Setting.DISCOVERY_MEMBERS).isEmpty()
                || !of(settings).resolved().isLoopbackAddress();
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

    /** Refuses a port that is the only one wanted and is not free. */
    void checkFree(int port) {
        if (!MemberPorts.isFree(host(), port)) {
            throw CommandException.failed(
                    "Member port "
                            + port
                            + " is in use on "
                            + host()
                            + "; stop what listens there, or give another port.",
                    null);
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
