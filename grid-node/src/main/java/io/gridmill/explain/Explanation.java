package io.gridmill.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job or one of its tasks is not running.
 *
 * @param task number of the task; null for the whole job
 * @param state of the task, or of the job
 * @param waiting whether anything of it waits
 * @param reasons all that apply, what must change first in front; empty when nothing waits
 */
public record Explanation(
        String job, @Nullable Long task, String state, boolean waiting, List<Reason> reasons) {
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /** The same, where this must change before all else. */
    public Explanation because(Reason first) {
        List<Reason> all = new ArrayList<>(List.of(first));
        all.addAll(reasons);
        return new Explanation(job, task, state, waiting, all);
    }
}
