package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumns() {
        Table table = new Table("NAME", ">DONE", "STATE");
        table.add("a", 5, "RUNNING");
        table.add("longer", 12_345, "FAILED");
        assertThat(printed(table, false))
                .isEqualTo(
                        """
                        NAME     DONE  STATE
                        a           5  RUNNING
                        longer  12345  FAILED
                        """);
    }

    @Test
    void coloursStatesWithoutMovingThem() {
        Table table = new Table("STATE", "X");
        table.add("FAILED", "y");
        String coloured = printed(table, true);
        assertThat(coloured).contains("\u001b[31mFAILED\u001b[0m  y");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(printed(table, false));
    }

    @Test
    void letsNoControlCodesThrough() {
        Table table = new Table("NAME");
        table.add("evil\u001b[2Jtext\n");
        assertThat(printed(table, false)).isEqualTo("NAME\nevil [2Jtext\n");
    }

    private static String printed(Table table, boolean colour) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), colour);
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
