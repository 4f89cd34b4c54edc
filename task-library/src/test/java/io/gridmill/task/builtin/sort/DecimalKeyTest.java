package io.gridmill.task.builtin.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class DecimalKeyTest {

    @Test
    void codesAndComparisonAreThoseOfTheNumbers() {
        List<String> numbers = numbers();
        for (String a : numbers) {
            for (String b : numbers) {
                int expected = new BigDecimal(a).compareTo(new BigDecimal(b));
                DecimalKey left = read(a);
                DecimalKey right = read(b);
                assertEquals(expected, Integer.signum(left.compare(right)), a + " and " + b);
                int codes = Long.compare(left.code(), right.code());
                assertTrue(codes == 0 || codes == expected, a + " and " + b);
                if (codes == 0 && DecimalKey.isExact(left.code())) {
                    assertEquals(0, expected, a + " and " + b);
                }
                assertTrue(Math.abs(left.code()) <= 1L << 62, a);
            }
        }
    }

    @Test
    void whatFollowsANumberIsNotLookedAt() {
        for (String one : List.of("1", " \t1", "01.", "1.0", "1e5", "1,5", "1.0.7", "1-", "1 2")) {
            assertEquals(0, read("1").compare(read(one)), one);
            assertEquals(read("1").code(), read(one).code(), one);
        }
        for (String zero : List.of("", "-", "+1", "-0", "--1", "x", ".", "-.0", "\r1", "- 1")) {
            assertEquals(0, read("0").compare(read(zero)), zero);
            assertEquals(0, read(zero).code(), zero);
        }
    }

    private static List<String> numbers() {
        Random random = new Random(9);
        List<String> numbers = new ArrayList<>(List.of("0", "0.0", "00", "0.10", "5", "50", ".5"));
        for (int digits : new int[] {1, 2, 14, 15, 16, 17, 30, 509, 510, 511, 512, 700}) {
            for (String first : List.of("1", "9", "" + random.nextInt(1, 10))) {
                numbers.add(first + "0".repeat(digits - 1));
                numbers.add(first + "0".repeat(digits - 1) + "." + random.nextInt(10));
                numbers.add("0." + "0".repeat(digits) + first);
                numbers.add("0." + "0".repeat(digits) + first + random.nextInt(10));
                numbers.add("00" + first + "9".repeat(digits));
            }
        }
        for (String number : List.copyOf(numbers)) {
            numbers.add("-" + number);
        }
        return numbers;
    }

    private static DecimalKey read(String number) {
        byte[] bytes = number.getBytes(StandardCharsets.ISO_8859_1);
        return new DecimalKey().read(bytes, 0, bytes.length);
    }
}
