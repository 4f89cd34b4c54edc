package io.gridmill.cli.local;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this program is started once more: same virtual machine, same options, same class path.
 *
 * @param java the executable
 * @param options of the virtual machine
 */
public record JavaCommand(Path java, List<String> options, String classPath, String mainClass) {
    /** Options that only one process at a time can have: a port to listen on. */
    private static final List<String> EXCLUSIVE =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Dcom.sun.management.jmxremote.port");

    public JavaCommand {
        options = options.stream().filter(JavaCommand::sharable).toList();
    }

    /** The command of this process with another main class. */
    public static JavaCommand ofThisProcess(String mainClass) {
        boolean windows = File.separatorChar == '\\';
        Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        return new JavaCommand(
                java,
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"),
                mainClass);
    }

    /** The whole command line. */
    public List<String> line(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(java.toString());
        line.addAll(options);
        line.add("-cp");
        line.add(classPath);
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    private static boolean sharable(String option) {
        return EXCLUSIVE.stream().noneMatch(option::startsWith);
    }
}
