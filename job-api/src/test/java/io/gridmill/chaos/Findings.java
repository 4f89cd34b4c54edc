package io.gridmill.chaos;

import java.util.ArrayList;
import java.util.List;

/** What one round of a scenario showed. Not thread-safe. */
final class Findings {
    int acknowledged;
    int lost;
    int doubled;
    int differing;
    int stuck;

    /** Seconds from a fault's begin until some node no longer counted all. */
    final List<Double> detected = new ArrayList<>();

    /** Seconds from a fault's end until every node saw all again. */
    final List<Double> back = new ArrayList<>();

    /** Seconds from the start of all processes until a task ran. */
    final List<Double> running = new ArrayList<>();

    /** Seconds that the slowest submission took to its answer. */
    double longestWait;

    /** What was wrong, in words, and what is worth knowing. */
    final List<String> wrong = new ArrayList<>();

    final List<String> notes = new ArrayList<>();

    boolean clean() {
        return lost == 0 && doubled == 0 && differing == 0 && stuck == 0 && wrong.isEmpty();
    }
}
