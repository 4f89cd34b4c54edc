package io.gridmill.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Finds out what the process's streams are. Java's own {@link java.io.Console} only tells whether
 * both input and output are a terminal, while {@code gridmill run ... > file} must still show its
 * progress; so the C library is asked.
 */
final class TerminalProbe {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int DEFAULT_COLUMNS = 80;
    private static final boolean WINDOWS = osName().contains("windows");

    /** {@code TIOCGWINSZ}. */
    private static final long GET_WINDOW_SIZE = osName().contains("mac") ? 0x40087468L : 0x5413L;

    private TerminalProbe() {}

    /** The terminal of this process. */
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean outIsTerminal = isTerminal(OUT);
        boolean errIsTerminal = isTerminal(ERR);
        int columns = columns(environment, errIsTerminal ? ERR : OUT);
        return new Terminal(
                System.in,
                stream(FileDescriptor.out, "stdout.encoding"),
                stream(FileDescriptor.err, "stderr.encoding"),
                environment,
                new Terminal.Screen(outIsTerminal, errIsTerminal, columns, unicode(environment)));
    }

    /** UTF-8 wherever the platform does not insist on another encoding: JSON must be UTF-8. */
    private static PrintStream stream(FileDescriptor descriptor, String property) {
        Charset charset =
                WINDOWS
                        ? Charset.forName(System.getProperty(property, "UTF-8"))
                        : StandardCharsets.UTF_8;
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    private static boolean unicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    private static int columns(Map<String, String> environment, int descriptor) {
        int asked = WINDOWS ? 0 : windowColumns(descriptor);
        if (asked > 0) {
            return asked;
        }
        try {
            return Math.max(20, Integer.parseInt(environment.getOrDefault("COLUMNS", "80")));
        } catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }

    @SuppressWarnings("restricted")
    private static boolean isTerminal(int descriptor) {
        try {
            Linker linker = Linker.nativeLinker();
            MemorySegment symbol =
                    linker.defaultLookup().findOrThrow(WINDOWS ? "_isatty" : "isatty");
            MethodHandle isatty =
                    linker.downcallHandle(
                            symbol,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return (int) isatty.invokeExact(descriptor) != 0;
        } catch (Throwable _) {
            // Whatever the reason: lines in a terminal are readable, control codes in a file not.
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static int windowColumns(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle ioctl =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("ioctl"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.ADDRESS),
                            Linker.Option.firstVariadicArg(2));
            // struct winsize: rows, columns, and two sizes in pixels, 16 bits each.
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            int failed = (int) ioctl.invokeExact(descriptor, GET_WINDOW_SIZE, size);
            return failed != 0 ? 0 : size.getAtIndex(ValueLayout.JAVA_SHORT, 1) & 0xffff;
        } catch (Throwable _) {
            return 0;
        }
    }

    private static String osName() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
