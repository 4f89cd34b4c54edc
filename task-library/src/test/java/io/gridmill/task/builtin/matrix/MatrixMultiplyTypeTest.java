package io.gridmill.task.builtin.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class MatrixMultiplyTypeTest
        extends TaskTypeContract<MatrixMultiplyParameters, TileItem, TileResult> {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected TaskType<MatrixMultiplyParameters, TileItem, TileResult> type() {
        return new MatrixMultiplyType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"size\": 70, \"tileSize\": 24, \"seed\": 5}";
    }

    @ParameterizedTest
    @CsvSource({"1,16,0", "70,24,5", "129,64,9223372036854775807", "300,1024,7"})
    void generatedProductIsThatOfAnotherLibrary(int size, int tileSize, long seed)
            throws Exception {
        String parameters = parameters(size, tileSize, seed, "binary");
        DMatrixRMaj product = Matrices.ofBinary(job(parameters, JobInput.none()).answer());
        DMatrixRMaj left = Matrices.generated(0, size, seed);
        DMatrixRMaj right = Matrices.generated(1, size, seed);
        assertProduct(left, right, product);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,300,2", "5,1,7", "100,129,3", "33,64,200", "40,257,31"})
    void givenMatricesAreMultiplied(int rows, int inner, int columns) throws Exception {
        DMatrixRMaj left = Matrices.random(rows, inner, rows);
        DMatrixRMaj right = Matrices.random(inner, columns, columns);
        for (JobInput input :
                List.of(Matrices.binaryInput(left, right), Matrices.csvInput(left, right))) {
            byte[] answer = job("{\"tileSize\": 16, \"output\": \"binary\"}", input).answer();
            assertProduct(left, right, Matrices.ofBinary(answer));
        }
    }

    @Test
    void bitsAreThoseOfOneChainPerElement() throws Exception {
        DMatrixRMaj left = Matrices.random(37, 300, 1);
        DMatrixRMaj right = Matrices.random(300, 41, 2);
        DMatrixRMaj product =
                Matrices.ofBinary(
                        job("{\"output\": \"binary\"}", Matrices.binaryInput(left, right))
                                .answer());
        for (int row = 0; row < 37; row++) {
            for (int column = 0; column < 41; column++) {
                double sum = 0;
                for (int k = 0; k < 300; k++) {
                    sum = Math.fma(left.get(row, k), right.get(k, column), sum);
                }
                assertEquals(sum, product.get(row, column));
            }
        }
    }

    @Test
    void tileSizeDoesNotChangeTheProduct() throws Exception {
        byte[] expected = job(parameters(150, 1024, 3, "binary"), JobInput.none()).answer();
        for (int tileSize : new int[] {16, 17, 50, 149}) {
            byte[] answer = job(parameters(150, tileSize, 3, "binary"), JobInput.none()).answer();
            assertArrayEquals(expected, answer, "tileSize " + tileSize);
        }
    }

    @Test
    void csvAnswerHoldsTheSameDoubles() throws Exception {
        byte[] binary = job(parameters(50, 16, 3, "binary"), JobInput.none()).answer();
        byte[] csv = job(parameters(50, 16, 3, "csv"), JobInput.none()).answer();
        assertEquals(Matrices.csv(Matrices.ofBinary(binary)), text(csv));
    }

    @Test
    void answersInBinaryAreInputs() throws Exception {
        DMatrixRMaj matrix = Matrices.random(20, 20, 1);
        DMatrixRMaj identity = CommonOps_DDRM.identity(20);
        String parameters = "{\"output\": \"binary\"}";
        byte[] square = job(parameters, Matrices.binaryInput(matrix, matrix)).answer();
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        again.write(square);
        again.write(Matrices.binary(identity));
        JobInput input = BytesInput.of(again.toByteArray());
        assertArrayEquals(square, job(parameters, input).answer());
    }

    @Test
    void answersInCsvAreInputs() throws Exception {
        DMatrixRMaj matrix = Matrices.random(20, 20, 1);
        String parameters = "{\"output\": \"csv\"}";
        String square = text(job(parameters, Matrices.csvInput(matrix, matrix)).answer());
        String identity = Matrices.csv(CommonOps_DDRM.identity(20));
        JobInput input = BytesInput.ofUtf8(square + "\n" + identity);
        assertEquals(square, text(job(parameters, input).answer()));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 50, 200})
    void summaryIsThatOfTheProduct(int tileSize) throws Exception {
        JsonNode answer =
                JSON.readTree(
                        job(parameters(120, tileSize, 8, "summary"), JobInput.none()).answer());
        DMatrixRMaj product =
                Matrices.ofBinary(
                        job(parameters(120, tileSize, 8, "binary"), JobInput.none()).answer());
        assertEquals(120, answer.path("size").intValue());
        assertEquals(120, answer.path("inner").intValue());
        double trace = CommonOps_DDRM.trace(product);
        assertEquals(trace, answer.path("trace").doubleValue(), 1e-12 * Math.abs(trace));
        double norm = NormOps_DDRM.normF(product);
        assertEquals(norm, answer.path("frobenius").doubleValue(), 1e-13 * norm);
    }

    @Test
    void summaryOfARectangleHasNoTrace() throws Exception {
        DMatrixRMaj left = Matrices.random(3, 4, 1);
        DMatrixRMaj right = Matrices.random(4, 5, 2);
        JsonNode answer = JSON.readTree(job("{}", Matrices.csvInput(left, right)).answer());
        assertTrue(answer.path("size").isNull());
        assertTrue(answer.path("trace").isNull());
        assertEquals(3, answer.path("rows").intValue());
        assertEquals(4, answer.path("inner").intValue());
        assertEquals(5, answer.path("columns").intValue());
        assertTrue(answer.path("frobenius").doubleValue() > 0);
    }

    /** Neither underflow nor overflow of the squares. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 4e-320, 1e-160, 1, 1e160, 1e300})
    void normHoldsOverTheWholeRangeOfDoubles(double element) throws Exception {
        DMatrixRMaj one = new DMatrixRMaj(new double[][] {{element, 0}, {0, element}});
        JobInput input = Matrices.binaryInput(one, CommonOps_DDRM.identity(2));
        JsonNode answer = JSON.readTree(job("{}", input).answer());
        double norm = element * Math.sqrt(2);
        assertEquals(
                norm,
                answer.path("frobenius").doubleValue(),
                Math.max(1e-13 * norm, Double.MIN_VALUE));
        assertEquals(2 * element, answer.path("trace").doubleValue());
    }

    @Test
    void missingTileIsSeen() throws Exception {
        LocalRun<MatrixMultiplyParameters, TileItem, TileResult> run =
                job(parameters(40, 16, 1, "binary"), JobInput.none());
        DMatrixRMaj whole = Matrices.ofBinary(run.answer());
        DMatrixRMaj product = Matrices.ofBinary(run.finish(withoutSecond(run)));
        assertTrue(Double.isNaN(product.get(3, 20)));
        assertEquals(whole.get(3, 3), product.get(3, 3));
        assertEquals(whole.get(3, 35), product.get(3, 35));
        assertEquals(whole.get(39, 20), product.get(39, 20));

        LocalRun<MatrixMultiplyParameters, TileItem, TileResult> sums =
                job(parameters(40, 16, 1, "summary"), JobInput.none());
        JsonNode answer = JSON.readTree(sums.finish(withoutSecond(sums)));
        assertEquals(1, answer.path("missingTiles").longValue());
        assertTrue(answer.path("trace").isNull());
        assertTrue(answer.path("frobenius").isNull());
    }

    @Test
    void damagedTileIsRefused() throws Exception {
        LocalRun<MatrixMultiplyParameters, TileItem, TileResult> run =
                job(parameters(40, 16, 1, "binary"), JobInput.none());
        List<TaskResult> results = new ArrayList<>(run.results());
        byte[] tile = results.getFirst().data().open().readAllBytes();
        tile[20] = 1;
        results.set(0, new TaskResult(0, Source.of(tile)));
        assertThrows(IOException.class, () -> run.finish(run.fold(results, 2)));
    }

    private static List<Source> withoutSecond(
            LocalRun<MatrixMultiplyParameters, TileItem, TileResult> run) throws Exception {
        List<TaskResult> results = new ArrayList<>(run.results());
        results.remove(1);
        return run.fold(results, 4);
    }

    /** Each element to within the rounding of both ways to compute it. */
    private static void assertProduct(DMatrixRMaj left, DMatrixRMaj right, DMatrixRMaj product) {
        DMatrixRMaj expected = new DMatrixRMaj(left.numRows, right.numCols);
        CommonOps_DDRM.mult(left, right, expected);
        DMatrixRMaj sizes = new DMatrixRMaj(left.numRows, right.numCols);
        CommonOps_DDRM.mult(absolute(left), absolute(right), sizes);
        assertEquals(expected.numRows, product.numRows);
        assertEquals(expected.numCols, product.numCols);
        for (int i = 0; i < expected.getNumElements(); i++) {
            double bound = 2 * left.numCols * Math.ulp(0.5) * sizes.data[i];
            assertEquals(expected.data[i], product.data[i], bound, "element " + i);
        }
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    private static DMatrixRMaj absolute(DMatrixRMaj matrix) {
        DMatrixRMaj absolute = matrix.copy();
        CommonOps_DDRM.abs(absolute);
        return absolute;
    }

    private static String parameters(int size, int tileSize, long seed, String output) {
        return "{\"size\": %d, \"tileSize\": %d, \"seed\": %d, \"output\": \"%s\"}"
                .formatted(size, tileSize, seed, output);
    }

    private LocalRun<MatrixMultiplyParameters, TileItem, TileResult> job(
            String parameters, JobInput input) throws IOException {
        return LocalRun.of(type(), parameters, input);
    }
}
