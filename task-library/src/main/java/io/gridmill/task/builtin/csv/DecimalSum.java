package io.gridmill.task.builtin.csv;

import java.io.IOException;
import java.math.BigDecimal;

/** An exact decimal sum, so the same in whatever order and grouping it is added up. */
final class DecimalSum {
    private long unscaled;
    private int scale;

    /** What did not fit. */
    private BigDecimal carried = BigDecimal.ZERO;

    void add(DecimalCell cell) {
        BigDecimal big = cell.big();
        if (big != null) {
            carried = carried.add(big);
        } else {
            add(cell.unscaled(), cell.scale());
        }
    }

    BigDecimal total() {
        return carried.add(BigDecimal.valueOf(unscaled, scale));
    }

    void write(RunOutput out) throws IOException {
        if (carried.signum() == 0) {
            out.number(0);
            out.number(scale);
            out.signed(unscaled);
        } else {
            out.number(1);
            out.decimal(total());
        }
    }

    /** Adds what {@link #write} wrote. */
    void absorb(RunInput in) throws IOException {
        if (in.number(1) == 0) {
            int addedScale = (int) in.number(ScaledLongs.MOST_DIGITS);
            add(in.signed(), addedScale);
        } else {
            carried = carried.add(in.decimal());
        }
    }

    private void add(long added, int addedScale) {
        if (addedScale == scale) {
            addSameScale(added);
        } else if (addedScale < scale) {
            if (ScaledLongs.canMultiply(added, scale - addedScale)) {
                addSameScale(ScaledLongs.multiply(added, scale - addedScale));
            } else {
                carried = carried.add(BigDecimal.valueOf(added, addedScale));
            }
        } else {
            if (ScaledLongs.canMultiply(unscaled, addedScale - scale)) {
                unscaled = ScaledLongs.multiply(unscaled, addedScale - scale);
            } else {
                carry();
            }
            scale = addedScale;
            addSameScale(added);
        }
    }

    private void addSameScale(long added) {
        long sum = unscaled + added;
        if (((unscaled ^ sum) & (added ^ sum)) < 0) {
            carry();
            unscaled = added;
        } else {
            unscaled = sum;
        }
    }

    private void carry() {
        carried = carried.add(BigDecimal.valueOf(unscaled, scale));
        unscaled = 0;
    }
}
