package io.gridmill.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Machines on one switch: network namespaces, joined by a bridge in a namespace of its own, so that
 * nothing of it is seen from outside and two runs do not meet. Needs root, {@code ip} and {@code
 * iptables}. What a run that was killed has left goes when the next begins: the names hold the process id.
 */
final class Machines implements AutoCloseable {
    private static final String PREFIX = "gmchaos";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-\\d+");

    private final List<String> namespaces;
    private final List<Machine> all;
    private final Thread atExit = new Thread(this::remove, "chaos-clean-up");

    private Machines(List<String> namespaces, List<Machine> all) {
        this.namespaces = namespaces;
        this.all = all;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Why there can be no machines here; empty where there can. */
    static Optional<String> missing() {
        String probe = PREFIX + ProcessHandle.current().pid() + "-99";
        Shell.Outcome made = Shell.attempt("ip", "netns", "add", probe);
        if (made.status() != 0) {
            return Optional.of("network namespaces cannot be made here: " + made.text());
        }
        try {
            Shell.Outcome rules =
                    Shell.attempt("ip", "netns", "exec", probe, "iptables", "-w", "-S", "INPUT");
            return rules.status() == 0
                    ? Optional.empty()
                    : Optional.of("iptables does not work here: " + rules.text());
        } finally {
            Shell.attempt("ip", "netns", "delete", probe);
        }
    }

    /** Makes machines 10.77.0.1, 10.77.0.2 and so on. */
    static Machines create(int count) throws IOException {
        removeLeftovers();
        String prefix = PREFIX + ProcessHandle.current().pid() + "-";
        List<String> namespaces = new ArrayList<>();
        String bridge = prefix + 0;
        namespaces.add(bridge);
        Shell.run("ip", "netns", "add", bridge);
        Shell.run("ip", "-n", bridge, "link", "add", "br0", "type", "bridge");
        Shell.run("ip", "-n", bridge, "link", "set", "br0", "up");
        List<Machine> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = prefix + i;
            namespaces.add(name);
            all.add(machine(bridge, name, i));
        }
        return new Machines(namespaces, all);
    }

    private static Machine machine(String bridge, String name, int i) throws IOException {
        String port = "port" + i;
        String address = "10.77.0." + i;
        Shell.run("ip", "netns", "add", name);
        Shell.run(
                "ip", "link", "add", "name", port, "netns", bridge, "type", "veth", "peer", "name",
                "eth0", "netns", name);
        Shell.run("ip", "-n", bridge, "link", "set", port, "master", "br0", "up");
        Shell.run("ip", "-n", name, "addr", "add", address + "/24", "dev", "eth0");
        Shell.run("ip", "-n", name, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", name, "link", "set", "lo", "up");
        return new Machine(name, address);
    }

    /** One of them, from 1 on. */
    Machine get(int number) {
        return all.get(number - 1);
    }

    int count() {
        return all.size();
    }

    private static void removeLeftovers() {
        Matcher names = NAME.matcher(Shell.run("ip", "netns", "list"));
        while (names.find()) {
            if (ProcessHandle.of(Long.parseLong(names.group(1))).isEmpty()) {
                remove(names.group());
            }
        }
    }

    private static void remove(String namespace) {
        Shell.attempt("ip", "netns", "pids", namespace)
                .text()
                .lines()
                .filter(pid -> pid.matches("\\d+"))
                .forEach(pid -> Shell.attempt("kill", "-9", pid));
        Shell.attempt("ip", "netns", "delete", namespace);
    }

    private void remove() {
        namespaces.forEach(Machines::remove);
    }

    @Override
    public void close() {
        all.forEach(Machine::close);
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
