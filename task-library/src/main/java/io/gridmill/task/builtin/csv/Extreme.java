package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The least or the greatest of numbers, exactly. */
final class Extreme {
    /** -1 for the least, 1 for the greatest. */
    private final int sign;

    private boolean present;
    private long unscaled;
    private int scale;
    private @Nullable BigDecimal big;

    private Extreme(int sign) {
        this.sign = sign;
    }

    static Extreme least() {
        return new Extreme(-1);
    }

    static Extreme greatest() {
        return new Extreme(1);
    }

    void add(DecimalCell cell) {
        add(cell.unscaled(), cell.scale(), cell.big());
    }

    /** The number; only where one was added. */
    BigDecimal value() {
        return big == null ? BigDecimal.valueOf(unscaled, scale) : big;
    }

    /** Writes the number; only where one was added. */
    void write(RunOutput out) throws IOException {
        BigDecimal value = big;
        if (value == null) {
            out.number(0);
            out.number(scale);
            out.signed(unscaled);
        } else {
            out.number(1);
            out.decimal(value);
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        if (in.number(1) == 0) {
            int addedScale = (int) in.number(ScaledLongs.MOST_DIGITS);
            add(in.signed(), addedScale, null);
        } else {
            add(0, 0, in.decimal());
        }
    }

    private void add(long otherUnscaled, int otherScale, @Nullable BigDecimal otherBig) {
        if (!present || sign * compare(otherUnscaled, otherScale, otherBig) > 0) {
            present = true;
            unscaled = otherUnscaled;
            scale = otherScale;
            big = otherBig;
        }
    }

    /** Compares another number with this. */
    private int compare(long otherUnscaled, int otherScale, @Nullable BigDecimal otherBig) {
        if (big == null && otherBig == null) {
            int by = otherScale - scale;
            if (by == 0) {
                return Long.compare(otherUnscaled, unscaled);
            }
            if (by > 0 && ScaledLongs.canMultiply(unscaled, by)) {
                return Long.compare(otherUnscaled, ScaledLongs.multiply(unscaled, by));
            }
            if (by < 0 && ScaledLongs.canMultiply(otherUnscaled, -by)) {
                return Long.compare(ScaledLongs.multiply(otherUnscaled, -by), unscaled);
            }
        }
        BigDecimal other =
                otherBig == null ? BigDecimal.valueOf(otherUnscaled, otherScale) : otherBig;
        return other.compareTo(value());
    }
}
