package io.gridmill.task.builtin.sort;

import java.io.IOException;
import java.util.List;

/**
 * Finds the next line of many runs: a tournament in which each inner node keeps the loser, so that a
 * new line of the winner's run plays once on each level (Knuth, The Art of Computer Programming,
 * volume 3, section 5.4.1).
 */
final class LoserTree {
    private final List<RunReader> runs;

    /** Number of the run that lost at each inner node, from 1; behind these the runs are leaves. */
    private final int[] losers;

    private int winner;

    /** A tournament of at least one run, each at its first line. */
    LoserTree(List<RunReader> runs) {
        this.runs = List.copyOf(runs);
        this.losers = new int[runs.size()];
        this.winner = play(1);
    }

    /** The run whose line is next; it has ended where all have. */
    RunReader first() {
        return runs.get(winner);
    }

    /** The first one goes to its next line. */
    void advance() throws IOException {
        RunReader candidate = runs.get(winner);
        candidate.next();
        for (int node = (winner + runs.size()) / 2; node > 0; node /= 2) {
            RunReader loser = runs.get(losers[node]);
            if (loser.isBefore(candidate)) {
                int better = losers[node];
                losers[node] = winner;
                winner = better;
                candidate = loser;
            }
        }
    }

    /** The winner among the leaves below a node. */
    private int play(int node) {
        if (node >= runs.size()) {
            return node - runs.size();
        }
        int left = play(2 * node);
        int right = play(2 * node + 1);
        boolean leftWins = runs.get(left).isBefore(runs.get(right));
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }
}
