package io.gridmill.engine;

import io.gridmill.job.JobFigures;
import java.util.BitSet;
import java.util.Collection;

/**
 * All members' blocks of a job together.
 *
 * @param blocks numbers of the blocks that were counted
 * @param exact whether no block was counted twice; one may be while it moves between members
 */
public record JobTally(JobFigures figures, BitSet blocks, boolean exact) {

    /** Adds up what the members told. */
    public static JobTally of(Collection<Tally> tallies) {
        JobFigures figures = Tally.NO_FIGURES;
        BitSet blocks = new BitSet();
        boolean exact = true;
        for (Tally tally : tallies) {
            exact &= !blocks.intersects(tally.blocks());
            blocks.or(tally.blocks());
            figures = figures.plus(tally.figures());
        }
        return new JobTally(figures, blocks, exact);
    }
}
