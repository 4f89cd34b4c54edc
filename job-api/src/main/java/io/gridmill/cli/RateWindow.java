package io.gridmill.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rate of a growing count over the last seconds. Not thread-safe. */
final class RateWindow {
    private static final double SECOND = 1e9;

    private record Sample(long nanos, long count) {}

    private final long span;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** A window of so many nanoseconds. */
    RateWindow(long span) {
        this.span = span;
    }

    /** Notes the count at a time and returns the rate per second; 0 until it can be told. */
    double add(long nanos, long count) {
        Sample last = samples.peekLast();
        if (last != null && count < last.count()) {
            // Tasks that were lost run again: a rate over the drop would be below zero.
            samples.clear();
        }
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > span) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long elapsed = nanos - first.nanos();
        return elapsed <= 0 ? 0 : (count - first.count()) * SECOND / elapsed;
    }
}
