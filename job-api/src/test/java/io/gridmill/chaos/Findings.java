package io.gridmill.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one round of a scenario showed. What is counted may be told by several threads at once. */
final class Findings {
    int acknowledged;
    int lost;
    int doubled;
    int differing;
    int stuck;

    /** Seconds from a fault's begin until some node no longer counted all. */
    final List<Double> detected = new ArrayList<>();

    /** Seconds from a fault's end until every node that had not been started anew saw all again. */
    final List<Double> back = new ArrayList<>();

    /** Seconds from a fault's end until those started anew answered requests, too. */
    final List<Double> answering = new ArrayList<>();

    /** Seconds from the start of all processes until a task ran. */
    final List<Double> running = new ArrayList<>();

    /** Seconds that the slowest submission took to its answer. */
    double longestWait;

    /** What was wrong, in words. */
    final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    /** What is worth knowing. */
    final List<String> notes = new ArrayList<>();

    /** An acknowledged job is not known any more. */
    synchronized void lost(String what) {
        lost++;
        wrong.add(what);
    }

    /** A task has not one accepted attempt, or a key not one job. */
    synchronized void doubled(String what) {
        doubled++;
        wrong.add(what);
    }

    /** A job did not end well, or with another answer than the right one. */
    synchronized void differing(String what) {
        differing++;
        wrong.add(what);
    }

    /** A job did not end. */
    synchronized void stuck(String what) {
        stuck++;
        wrong.add(what);
    }
}
