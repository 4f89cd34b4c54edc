package io.gridmill.chaos;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.List;
import java.util.Locale;

/**
 * What all rounds of a scenario showed, times in seconds.
 *
 * @param detected from a fault's begin until some node no longer counted all
 * @param back from a fault's end (a killed process is started) until every node that lived on saw all again
 * @param answering the same until every node answered that it sees all, those started anew, too
 * @param running from the start of all processes until a task ran
 * @param longestWait of a submission for its answer
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
record Row(
        String scenario,
        int nodes,
        int rounds,
        int acknowledged,
        int lost,
        int doubled,
        int differing,
        int stuck,
        List<Double> detected,
        List<Double> back,
        List<Double> answering,
        List<Double> running,
        double longestWait,
        List<String> wrong,
        List<String> notes) {

    static Row of(Scenario scenario, List<Findings> rounds) {
        return new Row(
                scenario.name(),
                scenario.shape().nodes(),
                rounds.size(),
                rounds.stream().mapToInt(f -> f.acknowledged).sum(),
                rounds.stream().mapToInt(f -> f.lost).sum(),
                rounds.stream().mapToInt(f -> f.doubled).sum(),
                rounds.stream().mapToInt(f -> f.differing).sum(),
                rounds.stream().mapToInt(f -> f.stuck).sum(),
                times(rounds.stream().map(f -> f.detected).toList()),
                times(rounds.stream().map(f -> f.back).toList()),
                times(rounds.stream().map(f -> f.answering).toList()),
                times(rounds.stream().map(f -> f.running).toList()),
                rounds.stream().mapToDouble(f -> f.longestWait).max().orElse(-1),
                rounds.stream().flatMap(f -> f.wrong.stream()).toList(),
                rounds.stream().flatMap(f -> f.notes.stream()).toList());
    }

    private static List<Double> times(List<List<Double>> rounds) {
        return rounds.stream().flatMap(List::stream).map(t -> Math.round(t * 100) / 100.0).toList();
    }

    boolean clean() {
        return lost == 0 && doubled == 0 && differing == 0 && stuck == 0 && wrong.isEmpty();
    }

    /** The head of the table that {@link #line} makes lines of; of several times it shows the longest. */
    static String head() {
        return String.format(
                "%-24s %5s %6s %6s %5s %7s %9s %5s %9s %7s %9s %9s %8s",
                "scenario",
                "nodes",
                "rounds",
                "acked",
                "lost",
                "doubled",
                "differing",
                "stuck",
                "detected",
                "back",
                "answering",
                "running",
                "slowest");
    }

    String line() {
        return String.format(
                "%-24s %5d %6d %6d %5d %7d %9d %5d %9s %7s %9s %9s %8s%s",
                scenario,
                nodes,
                rounds,
                acknowledged,
                lost,
                doubled,
                differing,
                stuck,
                longest(detected),
                longest(back),
                longest(answering),
                longest(running),
                seconds(longestWait),
                clean() ? "" : "  FAILED");
    }

    private static String longest(List<Double> times) {
        return seconds(times.stream().mapToDouble(time -> time).max().orElse(-1));
    }

    private static String seconds(double value) {
        return value < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", value);
    }
}
