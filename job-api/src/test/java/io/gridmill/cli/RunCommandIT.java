package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.Wire;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gridmill run} where there is no server: on a node in this process. */
class RunCommandIT {
    @TempDir private Path folder;

    @Test
    void drawsThePicture() throws IOException {
        Path out = folder.resolve("m.png");
        TestTerminal terminal = alone();
        int status =
                terminal.run(
                        "run",
                        "mandelbrot",
                        "--param",
                        "width=300",
                        "--params",
                        "{\"height\": 200, \"tileSize\": 64}",
                        "--out",
                        out.toString());
        assertThat(status).as(terminal.err()).isZero();
        BufferedImage picture = ImageIO.read(out.toFile());
        assertThat(picture.getWidth()).isEqualTo(300);
        assertThat(picture.getHeight()).isEqualTo(200);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).contains("succeeded: 20 tasks in ");
    }

    @Test
    void countsWordsFromStandardInputToStandardOutput() {
        TestTerminal terminal = alone().typing("a b a\nc a b\n");
        assertThat(terminal.run("run", "word-count", "--input", "-")).as(terminal.err()).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("word,count\na,3\nb,2\nc,1\n");
    }

    @Test
    void runsAJobMadeOfStepsFromAFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("job.json"),
                        "{\"steps\":[{\"name\":\"count\",\"type\":\"word-count\",\"input\":"
                                + "{\"text\":\"b a b\"}},{\"name\":\"order\",\"type\":\"sort\","
                                + "\"input\":{\"step\":\"count\"}}]}");
        TestTerminal plan = alone();
        assertThat(plan.run("run", "--file", file.toString(), "--dry-run")).as(plan.err()).isZero();
        assertThat(plan.out()).contains("Step order").contains("not known yet");
        TestTerminal terminal = alone();
        assertThat(terminal.run("run", "--file", file.toString())).as(terminal.err()).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("a,1\nb,2\nword,count\n");
        assertThat(terminal.err()).contains("succeeded: 2 tasks");
    }

    @Test
    void failsWithTheJobAndWritesNothing() {
        Path out = folder.resolve("n.json");
        TestTerminal terminal = alone();
        int status =
                terminal.run(
                        "run",
                        "noop",
                        "--param",
                        "tasks=10",
                        "--param",
                        "failTask=3",
                        "--out",
                        out.toString());
        assertThat(status).isEqualTo(1);
        assertThat(out).doesNotExist();
        assertThat(terminal.err()).contains("failed: 10 tasks").contains("Task 3");
    }

    @Test
    void refusesParametersThatAreWrong() {
        TestTerminal terminal = alone();
        assertThat(terminal.run("run", "mandelbrot", "--param", "width=-1")).isEqualTo(2);
        assertThat(terminal.err()).contains("/parameters/width").contains("[bad-request]");
    }

    @Test
    void measuresAgainstHazelcastOnTheSameMember() throws IOException {
        Path json = folder.resolve("b.json");
        TestTerminal terminal = alone();
        int status =
                terminal.run(
                        "bench",
                        "noop",
                        "--tasks",
                        "1000",
                        "--rounds",
                        "2",
                        "--json",
                        json.toString());
        assertThat(status).as(terminal.err()).isZero();
        JsonNode figure = Wire.MAPPER.readTree(Files.readString(json)).get(0);
        assertThat(figure.path("value").asDouble()).isPositive();
        assertThat(figure.at("/reference/value").asDouble()).isPositive();
        assertThat(terminal.out()).startsWith("NAME").contains("tasks/s");
    }

    /** No server is named and none has left its address in the directory. */
    private TestTerminal alone() {
        return new TestTerminal().with("GRIDMILL_DATA", folder.resolve("data").toString());
    }
}
