package io.gridmill.task.builtin.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The same answers in JVMs with the Vector API and without, each a process of its own. */
@NullMarked
final class VectorModuleTest {

    @Test
    void testsHaveTheModule() {
        assertTrue(VectorModule.available());
    }

    @Test
    void withoutFlagsTheAnswersAreTheSame() throws Exception {
        assertEquals("false " + DigestOfJobs.digest(), run());
    }

    @Test
    void switchedOffTheAnswersAreTheSame() throws Exception {
        String answer =
                run(
                        "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                        "-Dgridmill.vector=false");
        assertEquals("false " + DigestOfJobs.digest(), answer);
    }

    @Test
    void flagOfTheDistributionAddsTheModuleWithoutAWord() throws Exception {
        String answer = run("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        assertEquals("true " + DigestOfJobs.digest(), answer);
    }

    @Test
    void moduleThatIsThereFromTheStartIsUsed() throws Exception {
        String answer = run("--add-modules=jdk.incubator.vector");
        assertEquals(
                "WARNING: Using incubator modules: jdk.incubator.vector\ntrue "
                        + DigestOfJobs.digest(),
                answer);
    }

    /** All that the process says, also to its standard error. */
    private static String run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(DigestOfJobs.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip().replace("\r", "");
    }
}
