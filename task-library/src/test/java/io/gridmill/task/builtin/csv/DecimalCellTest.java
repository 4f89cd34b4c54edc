package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.gridmill.task.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Numbers of cells, their exact sums and extremes. */
@NullMarked
final class DecimalCellTest {

    @Test
    void numbersOfEveryForm() {
        for (String text :
                List.of(
                        "0",
                        "-0",
                        "+1",
                        "1.",
                        ".5",
                        "-.5",
                        "007",
                        "1e3",
                        "1E-3",
                        "1.5e+2",
                        "999999999999999999",
                        "9999999999999999999",
                        "0.000000000000000001",
                        "0.0000000000000000001",
                        "-9223372036854775808",
                        "9223372036854775808",
                        "123456789012345678901234567890.123456789",
                        "9.9e307",
                        "1e-400",
                        "0e9999",
                        "9007199254740993",
                        "0.1",
                        "1e15",
                        "1e25")) {
            DecimalCell cell = new DecimalCell();
            assertEquals(DecimalCell.Outcome.NUMBER, read(cell, text), text);
            String plain = text.replace("0e9999", "0");
            assertEquals(0, new BigDecimal(plain).compareTo(cell.decimal()), text);
            assertEquals(Double.parseDouble(text) + 0.0, cell.nearestDouble(), text);
        }
        DecimalCell blank = new DecimalCell();
        assertEquals(DecimalCell.Outcome.NUMBER, read(blank, " \t12.50 "));
        assertEquals(new BigDecimal("12.50"), blank.decimal());
    }

    @Test
    void whatIsNoNumber() {
        for (String text :
                List.of(
                        ".",
                        "-",
                        "+",
                        "1e",
                        "1e+",
                        "e5",
                        "1.2.3",
                        "1,5",
                        "1 2",
                        "0x10",
                        "NaN",
                        "Infinity",
                        "1f",
                        "--1",
                        "1e1.5",
                        "\u00a01",
                        "1_000",
                        "abc")) {
            assertEquals(DecimalCell.Outcome.NOT_A_NUMBER, read(new DecimalCell(), text), text);
        }
        for (String text : List.of("1e308", "1e99999999999", "1e-401", "9".repeat(309))) {
            assertEquals(DecimalCell.Outcome.OUT_OF_RANGE, read(new DecimalCell(), text), text);
        }
        for (String text : List.of("", " ", "\t")) {
            assertEquals(DecimalCell.Outcome.EMPTY, read(new DecimalCell(), text), text);
        }
    }

    /** Whatever the order and the way through bytes: what BigDecimal gives. */
    @Test
    void sumsAndExtremesAreExact() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            List<BigDecimal> numbers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                numbers.add(number(random));
            }
            BigDecimal expected = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < 3; i++) {
                Collections.shuffle(numbers, random);
                MeasureState left = state(numbers.subList(0, 20));
                MeasureState all = state(numbers.subList(20, 35));
                all.absorb(written(left));
                all.absorb(written(state(numbers.subList(35, 50))));
                assertValue(expected, all, "sum(c)");
                assertValue(Collections.min(numbers), all, "min(c)");
                assertValue(Collections.max(numbers), all, "max(c)");
            }
        }
    }

    private static void assertValue(BigDecimal expected, MeasureState state, String aggregate) {
        BigDecimal value = state.value(Aggregate.parse(aggregate).orElseThrow());
        assertNotNull(value);
        assertEquals(AnswerCsv.text(expected), AnswerCsv.text(value));
    }

    private static BigDecimal number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(19));
            case 1 -> BigDecimal.valueOf(Long.MAX_VALUE - random.nextInt(10));
            case 2 -> BigDecimal.valueOf(Long.MIN_VALUE + random.nextInt(10));
            case 3 -> new BigDecimal(random.nextLong() + "e" + (random.nextInt(60) - 40));
            default -> BigDecimal.valueOf(random.nextInt(1000) - 500, random.nextInt(4));
        };
    }

    private static MeasureState state(List<BigDecimal> numbers) {
        MeasureState state = new MeasureState(new Measure("c", true, true, false));
        DecimalCell cell = new DecimalCell();
        for (BigDecimal number : numbers) {
            assertEquals(DecimalCell.Outcome.NUMBER, read(cell, number.toString()));
            state.add(cell);
        }
        return state;
    }

    private static RunInput written(MeasureState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunOutput out = new RunOutput(bytes);
        state.write(out);
        out.flush();
        return new RunInput(Source.of(bytes.toByteArray()));
    }

    private static DecimalCell.Outcome read(DecimalCell cell, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return cell.read(bytes, 0, bytes.length);
    }
}
