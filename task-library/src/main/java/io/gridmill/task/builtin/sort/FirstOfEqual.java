package io.gridmill.task.builtin.sort;

import java.io.IOException;

/** Hands on the first of lines with equal keys that come one after another. */
final class FirstOfEqual implements LineSink {
    private final LineOrder order;
    private final LineSink next;
    private byte[] line = new byte[256];
    private long key;
    private boolean first = true;

    private FirstOfEqual(LineOrder order, LineSink next) {
        this.order = order;
        this.next = next;
    }

    /** The sink itself where lines with equal keys are kept. */
    static LineSink where(LineOrder order, LineSink sink) {
        return order.unique() ? new FirstOfEqual(order, sink) : sink;
    }

    @Override
    public void add(byte[] bytes, int from, int to) throws IOException {
        long range = order.findKey(bytes, from, to - 1);
        if (!first && isEqual(bytes, range)) {
            return;
        }
        first = false;
        int length = to - from;
        if (length > line.length) {
            line = new byte[LineBlock.grown(line.length, length)];
        }
        System.arraycopy(bytes, from, line, 0, length);
        key = order.findKey(line, 0, length - 1);
        next.add(bytes, from, to);
    }

    private boolean isEqual(byte[] bytes, long range) {
        return order.compareKeys(
                        line,
                        KeyField.start(key),
                        KeyField.end(key),
                        bytes,
                        KeyField.start(range),
                        KeyField.end(range))
                == 0;
    }
}
