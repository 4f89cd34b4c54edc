package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class PercentileValuesTest {
    private static final int MOST = PercentileValues.MOST_EXACT;

    @Test
    void exactUpToTheLimitAndFromThereOnOfTheStatedError() throws IOException {
        Random random = new Random(8);
        for (DoubleSupplier numbers : distributions(random)) {
            for (int n : new int[] {1, 2, 99, MOST, MOST + 1, 2 * MOST + 7}) {
                double[] sorted = new double[n];
                Arrays.setAll(sorted, _ -> numbers.getAsDouble());
                PercentileValues values = of(sorted);
                Arrays.sort(sorted);
                assertEquals(n <= MOST, values.isExact());
                for (int percent : new int[] {1, 5, 50, 95, 99}) {
                    double expected = sorted[(int) Math.ceilDiv((long) n * percent, 100L) - 1];
                    double error = n <= MOST ? 0 : Math.abs(expected) * LogHistogram.ERROR;
                    assertEquals(expected, values.percentile(percent), error, n + " " + percent);
                }
            }
        }
    }

    @Test
    void anyGroupingGivesTheSameBytes() throws IOException {
        Random random = new Random(9);
        for (int n : new int[] {1000, MOST, MOST + 1, 3 * MOST}) {
            double[] numbers = new double[n];
            Arrays.setAll(numbers, _ -> random.nextGaussian());
            byte[] expected = written(of(numbers));
            for (int parts : new int[] {2, 5, 40}) {
                PercentileValues all = new PercentileValues();
                for (int i = parts - 1; i >= 0; i--) {
                    int from = (int) ((long) n * i / parts);
                    int to = (int) ((long) n * (i + 1) / parts);
                    byte[] part = written(of(Arrays.copyOfRange(numbers, from, to)));
                    all.absorb(new RunInput(Source.of(part)));
                }
                assertArrayEquals(expected, written(all), n + " in " + parts);
            }
        }
    }

    @Test
    void numbersOfFewDecimalsTravelInFewBytes() throws IOException {
        Random random = new Random(10);
        double[] amounts = new double[10_000];
        Arrays.setAll(amounts, _ -> random.nextInt(1_000_000) / 100.0);
        byte[] bytes = written(of(amounts));
        assertTrue(bytes.length < 2.5 * amounts.length, bytes.length + " bytes");
        PercentileValues read = new PercentileValues();
        read.absorb(new RunInput(Source.of(bytes)));
        assertArrayEquals(bytes, written(read));
    }

    @Test
    void bucketsAreInTheOrderOfTheirNumbers() {
        double[] numbers = {
            -Double.MAX_VALUE,
            -1e300,
            -2,
            -1.01,
            -1,
            -1e-300,
            0,
            1e-300,
            1,
            1.01,
            2,
            1e300,
            Double.MAX_VALUE
        };
        for (int i = 1; i < numbers.length; i++) {
            assertTrue(LogHistogram.bucket(numbers[i - 1]) < LogHistogram.bucket(numbers[i]));
        }
        assertFalse(Double.isInfinite(LogHistogram.middle(LogHistogram.bucket(numbers[0]))));
    }

    private static DoubleSupplier[] distributions(Random random) {
        return new DoubleSupplier[] {
            random::nextDouble,
            () -> Math.exp(20 * random.nextGaussian()),
            () -> -Math.exp(random.nextGaussian()),
            () -> random.nextInt(1000) - 500,
            () -> random.nextInt(100_000) / 100.0,
            () -> 42.42,
            () -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2000) - 1000)
        };
    }

    private static PercentileValues of(double[] numbers) {
        PercentileValues values = new PercentileValues();
        for (double number : numbers) {
            values.add(number);
        }
        return values;
    }

    private static byte[] written(PercentileValues values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunOutput out = new RunOutput(bytes);
        values.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
