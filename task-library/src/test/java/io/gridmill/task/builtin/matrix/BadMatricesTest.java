package io.gridmill.task.builtin.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskFailure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of matrices that cannot be multiplied. */
@NullMarked
final class BadMatricesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|format|A is missing",
                "\\n \\n|format|A is missing",
                "\\0\\0\\0\\0\\0\\0\\0\\3\\0|format|byte 1 is 0",
                "1,2\\n3,4\\n|format|after it must come an empty line and B",
                "1,2\\n\\n1\\n2\\n\\n5\\n|format|a third matrix begins in line 6",
                "1,2\\n3,4\\n\\n1,2\\n|range|A is 2 x 2 and B is 1 x 2",
                "1,2,3\\n\\n1\\n2\\n|range|A must have as many columns as B has rows",
            })
    void textThatIsNotTwoMatricesIsRefusedAtTheDoor(String text, String code, String message) {
        JobInput input = BytesInput.ofUtf8(text.translateEscapes());
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(input));
        assertEquals("/input", refused.errors().getFirst().pointer());
        assertEquals(code, refused.errors().getFirst().code());
        assertTrue(message(refused).contains(message), message(refused));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,secret\\n\\n1\\n2\\n|matrix-not-number|Line 1, column 2 of the input (matrix A)",
                "1,2\\n\\n1\\n\\t\\r\\nx|format|third",
                "1,2\\n\\n1\\nsecret\\n|matrix-not-number|Line 4, column 1 of the input (matrix B)",
                "1,\\n\\n1\\n2\\n|matrix-not-number|Line 1, column 2",
                "1,NaN\\n\\n1\\n2\\n|matrix-not-number|Line 1, column 2",
                "1,0x1p3\\n\\n1\\n2\\n|matrix-not-number|Line 1, column 2",
                "1,1-2\\n\\n1\\n2\\n|matrix-not-number|Line 1, column 2",
                "1,-1e999\\n\\n1\\n2\\n|matrix-not-finite|Line 1, column 2",
                "1,2\\n3\\n\\n1\\n2\\n|matrix-ragged|Line 2 of the input (matrix A) has 1 values",
                "1,2\\n\\n1\\n2,3\\n|matrix-ragged|Line 4 of the input (matrix B) has 2 values",
                "1e200\\n\\n-1e200\\n|matrix-overflow|Row 1, column 1 of the product",
            })
    void badValuesAreNamedByTheirPlace(String text, String code, String message) {
        JobInput input = BytesInput.ofUtf8(text.translateEscapes());
        Exception failed = assertThrows(Exception.class, () -> answer(input));
        String found =
                switch (failed) {
                    case TaskFailure f -> f.code();
                    case BadParametersException b -> b.errors().getFirst().code();
                    default -> throw new AssertionError(failed);
                };
        assertEquals(code, found);
        assertTrue(message(failed).contains(message), message(failed));
        assertFalse(message(failed).contains("secret"), message(failed));
    }

    @Test
    void spacesLineEndsAndSeveralEmptyLinesDoNotMatter() throws Exception {
        String answer = answer(BytesInput.ofUtf8("\n 1 , 2\r\n\r\n\n3\r\n\t4\n\n\n"));
        assertEquals("11.0\n", answer);
        assertEquals("11.0\n", answer(BytesInput.ofUtf8("1,2\n\n3\n4")));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 16, 40, 47, 48, 60, 79})
    void cutBinaryIsRefused(int length) {
        DMatrixRMaj matrix = Matrices.random(2, 2, 1);
        byte[] bytes = Arrays.copyOf(Matrices.binary(matrix, matrix), length);
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(BytesInput.of(bytes)));
        assertEquals("format", refused.errors().getFirst().code());
    }

    @Test
    void binaryThatGoesOnIsRefused() {
        DMatrixRMaj matrix = Matrices.random(2, 2, 1);
        JobInput input = BytesInput.of(Matrices.binary(matrix, matrix, matrix));
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(input));
        assertTrue(message(refused).contains("are 96 bytes, there are 144"), message(refused));
    }

    @Test
    void binaryOfOtherSidesIsRefused() {
        JobInput input = Matrices.binaryInput(Matrices.random(2, 3, 1), Matrices.random(2, 3, 1));
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(input));
        assertTrue(message(refused).contains("A is 2 x 3 and B is 2 x 3"), message(refused));
    }

    @Test
    void binaryWithoutRowsOrWithTooManyIsRefused() {
        for (long rows : new long[] {0, TileGrid.MOST + 1L, 1L << 55}) {
            byte[] bytes = Arrays.copyOf(BinaryLayout.header(rows, 2).array(), 1000);
            BadParametersException refused =
                    assertThrows(BadParametersException.class, () -> answer(BytesInput.of(bytes)));
            assertTrue(message(refused).contains("1 to 65536"), message(refused));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void binaryElementsMustBeFinite(double element) {
        DMatrixRMaj left = Matrices.random(20, 9, 1);
        DMatrixRMaj right = Matrices.random(9, 20, 1);
        right.set(6, 17, element);
        TaskFailure failed =
                assertThrows(TaskFailure.class, () -> answer(Matrices.binaryInput(left, right)));
        assertEquals("matrix-not-finite", failed.code());
        assertTrue(message(failed).startsWith("Row 7, column 18 of matrix B"), message(failed));
    }

    @Test
    void csvThatIsTooLargeIsRefused() {
        JobInput large =
                new JobInput() {
                    @Override
                    public boolean present() {
                        return true;
                    }

                    @Override
                    public long size() {
                        return CsvIndex.MOST_BYTES + 1;
                    }

                    @Override
                    public InputStream open(long offset, long length) {
                        byte[] start = {'1', ',', '2', ',', '3', ',', '4', ','};
                        return new ByteArrayInputStream(start);
                    }
                };
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(large));
        assertTrue(message(refused).contains("binary form"), message(refused));
    }

    private static String message(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String answer(JobInput input) throws Exception {
        byte[] answer =
                LocalRun.of(
                                new MatrixMultiplyType(),
                                "{\"tileSize\": 16, \"output\": \"csv\"}",
                                input)
                        .answer();
        return new String(answer, StandardCharsets.US_ASCII);
    }
}
