package io.gridmill.task.builtin.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.LocalRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real thing, where it is installed. */
@NullMarked
final class GnuSortTest {
    private static final Random RANDOM = new Random(6);

    @TempDir private Path directory;

    @Test
    void answersAreTheSameBytes() throws Exception {
        assumeTrue(gnuSortIsHere(), "GNU sort is not installed here");
        for (String options : SortOptions.all()) {
            String text = NaiveSort.randomText(RANDOM, 90_000);
            LocalRun<SortParameters, ByteRange, SortRun> run =
                    LocalRun.of(new SortType(), options, new BytesInput(text));
            String answer = new String(run.answer(), StandardCharsets.ISO_8859_1);
            assertTrue(sort(run.parameters(), text).equals(answer), options);
        }
    }

    private static boolean gnuSortIsHere() throws InterruptedException {
        try {
            Process sort = new ProcessBuilder("sort", "--version").start();
            String version =
                    new String(sort.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return sort.waitFor() == 0 && version.contains("GNU");
        } catch (IOException e) {
            return false;
        }
    }

    private String sort(SortParameters parameters, String text)
            throws IOException, InterruptedException {
        Path input = directory.resolve("input");
        Path output = directory.resolve("output");
        Files.writeString(input, text, StandardCharsets.ISO_8859_1);
        List<String> command = new ArrayList<>(List.of("sort", "-o", output.toString()));
        if (!parameters.delimiter().isEmpty()) {
            command.add("-t" + parameters.delimiter());
        }
        String flags = (parameters.numeric() ? "n" : "") + (parameters.descending() ? "r" : "");
        int key = parameters.key();
        command.add(key == 0 ? "-k1" + flags : "-k" + key + "," + key + flags);
        if (parameters.unique()) {
            command.add("-u");
        }
        command.add(input.toString());
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("LC_ALL", "C");
        assertEquals(0, builder.start().waitFor());
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
