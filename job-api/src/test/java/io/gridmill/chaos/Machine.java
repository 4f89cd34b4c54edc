package io.gridmill.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One machine: a network namespace with an address and a loopback of its own. */
final class Machine implements AutoCloseable {
    private final String namespace;
    private final String address;
    private final Inside inside;

    Machine(String namespace, String address) throws IOException {
        this.namespace = namespace;
        this.address = address;
        this.inside = new Inside(namespace);
    }

    String address() {
        return address;
    }

    /** The command that runs a program on this machine. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        command.addAll(program);
        return command;
    }

    /** A connection to a port of its loopback address. */
    Socket connect(int port) throws IOException {
        return inside.connect(port);
    }

    /** A server of this process on a port of its loopback address. */
    ServerSocket listen(int port) throws IOException {
        return inside.listen(port);
    }

    /** From now on whatever another sends is lost on the way here. */
    void dropFrom(Machine other) {
        rule("-A", "INPUT", "-s", other.address, "-j", "DROP");
    }

    /** Hears all again. */
    void heal() {
        rule("-F", "INPUT");
    }

    private void rule(String... rule) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w"));
        command.addAll(List.of(rule));
        Shell.run(command(command).toArray(String[]::new));
    }

    @Override
    public void close() {
        inside.close();
    }
}
