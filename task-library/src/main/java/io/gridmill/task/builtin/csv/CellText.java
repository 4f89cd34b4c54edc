package io.gridmill.task.builtin.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of rows and cells: checked, without doubled quotes, in UTF-8. */
final class CellText {
    private static final int CHARS = 8 * 1024;

    private final CsvEncoding encoding;
    private final byte quote;
    private final CharsetDecoder decoder;
    private final CharBuffer chars = CharBuffer.allocate(CHARS);

    CellText(CsvDialect dialect) {
        this.encoding = dialect.encoding();
        this.quote = dialect.quote();
        // A new decoder reports malformed bytes, unlike new String.
        this.decoder = encoding.charset().newDecoder();
    }

    /** What is wrong with a row's bytes in this encoding, or null. */
    @Nullable String check(RowReader row) {
        if (StructureSearch.isAscii(row.structure(), row.start(), row.end())) {
            return null;
        }
        int unit = encoding.unit();
        int length = (row.end() - row.start()) * unit;
        ByteBuffer bytes = ByteBuffer.wrap(row.raw(), row.start() * unit, length);
        int first = bytes.position();
        decoder.reset();
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        } while (result.isOverflow());
        return result.isError()
                ? "byte "
                        + (bytes.position() - first + 1)
                        + " of the row is not valid "
                        + encoding.label()
                : null;
    }

    /** The value of a field that was checked. */
    String of(RowReader row, RowFields fields, int slot) {
        int from = fields.from(slot);
        int to = fields.to(slot);
        int unit = encoding.unit();
        String text = new String(row.raw(), from * unit, (to - from) * unit, encoding.charset());
        if (!fields.doubled(slot)) {
            return text;
        }
        String one = String.valueOf((char) quote);
        return text.replace(one + one, one);
    }

    /** Adds the value of a field that was checked to a key. */
    void addTo(GroupKey key, RowReader row, RowFields fields, int slot) {
        int from = fields.from(slot);
        int to = fields.to(slot);
        boolean direct =
                encoding == CsvEncoding.UTF_8 || StructureSearch.isAscii(row.structure(), from, to);
        if (direct && !fields.doubled(slot)) {
            key.add(row.structure(), from, to);
            return;
        }
        byte[] bytes = of(row, fields, slot).getBytes(StandardCharsets.UTF_8);
        key.add(bytes, 0, bytes.length);
    }
}
