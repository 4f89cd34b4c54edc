package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"5", "-2.50", "1e9", "true", "null", "[1,\"a\"]", "{\"a\":1}"})
    void readsJson(String text) {
        assertThat(ParameterValues.value(text).isTextual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "abc", "SHA-256", "007", "1 2", "{a", "NaN", "\"quoted\"", "tru"})
    void takesTheRestAsText(String text) {
        assertThat(ParameterValues.value(text).textValue()).isEqualTo(text);
    }

    @Test
    void keepsEveryDigit() {
        String digits = "0.1234567890123456789012345678901234567890";
        assertThat(ParameterValues.value(digits)).hasToString(digits);
        assertThat(ParameterValues.value("12345678901234567890123"))
                .hasToString("12345678901234567890123");
    }

    @Test
    void readsAnObjectFromTextOrFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), "{\"a\": 1}");
        assertThat(ParameterValues.object("--params", "{\"a\":1}"))
                .isEqualTo(ParameterValues.object("--params", "@" + file));
    }

    @Test
    void saysWhereJsonIsWrong() {
        assertThatThrownBy(() -> ParameterValues.object("--params", "{\"a\":}"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("--params is not valid JSON")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> ParameterValues.object("--params", "[1]"))
                .hasMessageContaining("must be a JSON object");
    }
}
