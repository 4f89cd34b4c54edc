package io.gridmill.task.builtin.matrix;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Adds the sums of all tiles and writes them as JSON. */
final class ProductSummary implements ProductAnswer.TileSink {
    private static final JsonMapper JSON = new JsonMapper();

    /** Far more digits than a double has. */
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private final OutputStream out;
    private @Nullable TileGrid grid;
    private TileSums sums = TileSums.NONE;
    private long tiles;

    ProductSummary(OutputStream out) {
        this.out = out;
    }

    @Override
    public void add(TileResult.TileHeader tile, DataInputStream elements) {
        grid = tile.grid();
        sums = sums.plus(tile.sums());
        tiles++;
    }

    /**
     * Members of the answer: {@code size} and {@code trace} are null where the product is not
     * square; sums are null where tiles are missing (their tasks failed and the job went on).
     */
    @Override
    public void end() throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        TileGrid whole = grid;
        boolean square = whole != null && whole.rows() == whole.columns();
        boolean complete = whole != null && tiles == whole.tiles();
        put(answer, "size", square, whole == null ? 0 : whole.rows());
        put(answer, "rows", whole != null, whole == null ? 0 : whole.rows());
        put(answer, "inner", whole != null, whole == null ? 0 : whole.inner());
        put(answer, "columns", whole != null, whole == null ? 0 : whole.columns());
        put(answer, "trace", square && complete, sums.trace());
        put(answer, "frobenius", complete, sums.squares().sqrt(DIGITS));
        if (whole != null && !complete) {
            answer.put("missingTiles", whole.tiles() - tiles);
        }
        out.write(JSON.writeValueAsBytes(answer));
    }

    private static void put(ObjectNode answer, String name, boolean known, int value) {
        if (known) {
            answer.put(name, value);
        } else {
            answer.putNull(name);
        }
    }

    private static void put(ObjectNode answer, String name, boolean known, BigDecimal value) {
        double rounded = value.doubleValue();
        if (!known) {
            answer.putNull(name);
        } else if (Double.isFinite(rounded)) {
            answer.put(name, rounded);
        } else {
            // JSON knows no infinity, but it knows larger numbers than doubles.
            answer.put(name, value.round(MathContext.DECIMAL64));
        }
    }
}
