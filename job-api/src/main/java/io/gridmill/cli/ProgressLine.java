package io.gridmill.cli;

import io.gridmill.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a view of progress as one line. */
final class ProgressLine {
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;
    private static final int BAR_STEP = 4;
    private static final String GAP = "  ";

    private ProgressLine() {}

    /**
     * A bar that fits a width: what matters least is left out first, then the bar shrinks.
     *
     * @param columns characters that fit; the line is shorter, so that a terminal does not wrap
     */
    static String bar(ProgressView view, int columns, boolean unicode) {
        String state = state(view.state());
        List<String> facts = facts(view);
        int room = columns - 1 - state.length() - GAP.length();
        while (facts.size() > 1 && width(facts) + SHORTEST_BAR + GAP.length() > room) {
            facts.removeLast();
        }
        int bar = Math.min(LONGEST_BAR, room - width(facts) - GAP.length());
        // In steps, or the bar would tremble with every digit that comes and goes.
        bar -= bar % BAR_STEP;
        String line =
                bar < SHORTEST_BAR
                        ? state + GAP + String.join(GAP, facts)
                        : state
                                + GAP
                                + drawn(view.share(), bar, unicode)
                                + GAP
                                + String.join(GAP, facts);
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    /** A line for a file or a log. */
    static String plain(ProgressView view) {
        return state(view.state()) + ": " + String.join(", ", facts(view));
    }

    /** From what matters most to what matters least. */
    private static List<String> facts(ProgressView view) {
        List<String> facts = new ArrayList<>();
        facts.add(Figures.percent(view.share()));
        facts.add(
                Figures.count(view.ended())
                        + "/"
                        + Figures.count(view.total())
                        + (view.totalKnown() ? "" : "+"));
        if (view.failed() > 0) {
            facts.add(Figures.count(view.failed()) + " failed");
        }
        if (view.foreseeable() && view.remaining() != null) {
            facts.add("ETA " + whole(view.remaining()));
        }
        if (view.rate() > 0) {
            facts.add(Figures.rate(view.rate()) + "/s");
        }
        if (view.state() == JobState.RUNNING) {
            facts.add(Figures.count(view.running()) + " running");
        }
        return facts;
    }

    /** Seconds without their fractions: it is a guess. */
    private static String whole(Duration time) {
        return time.toSeconds() < 60 ? time.toSeconds() + "s" : Figures.duration(time);
    }

    private static String drawn(double share, int width, boolean unicode) {
        int inner = unicode ? width : width - 2;
        int full = (int) Math.floor(share * inner + 1e-9);
        return unicode
                ? "█".repeat(full) + "░".repeat(inner - full)
                : "[" + "#".repeat(full) + ".".repeat(inner - full) + "]";
    }

    private static int width(List<String> facts) {
        return facts.stream().mapToInt(String::length).sum() + GAP.length() * (facts.size() - 1);
    }

    private static String state(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
