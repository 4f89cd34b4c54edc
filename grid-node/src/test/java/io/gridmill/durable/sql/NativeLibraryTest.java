package io.gridmill.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.durable.Document;
import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that use SQLite and are killed leave nothing of its library anywhere. */
@Timeout(120)
class NativeLibraryTest {
    @TempDir private Path data;
    @TempDir private Path temporary;
    private final List<Process> processes = new ArrayList<>();

    /** Opens a store, writes to it and then waits for its end. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) throws Exception {
            try (SqlStore store = SqlStore.open(StoreSettings.sqlite(Path.of(arguments[0])))) {
                Document document = new Document("kind", arguments[1], 1, "{}");
                store.write(List.of(new Moment.Documented(document)));
                System.out.println("open");
                while (System.in.read() >= 0) {
                    // Until the one that started this has gone.
                }
            }
        }
    }

    @AfterEach
    void killAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String name) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Djava.io.tmpdir=" + temporary,
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                Opener.class.getName(),
                                data.resolve("grid.db").toString(),
                                name)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        processes.add(process);
        return process;
    }

    private static void awaitOpen(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.equals("open")) {
            line = out.readLine();
        }
        assertThat(line).as("the process opened its store").isEqualTo("open");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> Objects.toString(file.getFileName())).toList();
        }
    }

    @Test
    void processesThatStartAtOnceAreKilledAndLeaveNothing() throws Exception {
        Path folder = data.resolve(SqlStore.NATIVE);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("sqlite-1.2.3-left-libsqlitejdbc.so"), "old");
        Files.writeString(folder.resolve("sqlite-1.2.3-left-libsqlitejdbc.so.lck"), "");
        for (int i = 0; i < 4; i++) {
            start("process " + i);
        }
        for (Process process : processes) {
            awaitOpen(process);
        }
        killAll();
        assertThat(files(temporary)).isEmpty();
        assertThat(files(folder)).containsExactly("lock");
        assertThat(Files.getPosixFilePermissions(folder))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (SqlStore store = SqlStore.open(StoreSettings.sqlite(data.resolve("grid.db")))) {
            assertThat(store.documents("kind")).hasSize(4);
        }
    }
}
