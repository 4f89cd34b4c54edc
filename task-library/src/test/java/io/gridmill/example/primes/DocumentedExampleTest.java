package io.gridmill.example.primes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for authors shows the code that these tests compile and run, and nothing else. */
class DocumentedExampleTest {
    private static final Path PAGE = Path.of("../docs/write-a-task-type.md");
    private static final List<Path> SOURCES =
            List.of(
                    Path.of("src/test/java/io/gridmill/example/primes"),
                    Path.of("src/test/resources/io/gridmill/example/primes"));
    private static final Pattern BLOCK =
            Pattern.compile("^```(java|json)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void everyPieceOfCodeOnThePageStandsInTheExample() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path directory : SOURCES) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    sources.add(squeezed(Files.readString(file)));
                }
            }
        }
        int blocks = 0;
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            blocks++;
            String code = squeezed(matcher.group(2));
            assertTrue(
                    sources.stream().anyMatch(source -> source.contains(code)),
                    () -> "Not in the example: " + code);
        }
        assertEquals(8, blocks, "pieces of code on the page");
    }

    /** Without regard to indentation. */
    private static String squeezed(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }
}
