package io.gridmill.cluster.members;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each member that keeps data last said of the copies of its own records, and what follows for
 * the grid. What was looked at before the members changed, or long ago, counts no more. Times are
 * the asker's {@code nanoTime}. Not thread-safe.
 *
 * @param <M> what names a member; one that starts again has another name
 */
final class BackupReports<M> {
    /** How long an answer is good for. */
    static final long FRESH_NANOS = 1_000_000_000L;

    private final Map<M, Report> reports = new HashMap<>();
    private Set<M> members = Set.of();
    private long since;

    private record Report(boolean inPlace, long begun) {}

    /** The members that keep data now. */
    void members(Set<M> now, long nanos) {
        if (!members.equals(now)) {
            members = Set.copyOf(now);
            since = nanos;
            reports.clear();
        }
    }

    /**
     * A member's answer.
     *
     * @param begun not after its look at its copies began
     */
    void said(M member, boolean inPlace, long begun) {
        if (members.contains(member) && begun - since >= 0) {
            reports.put(member, new Report(inPlace, begun));
        }
    }

    /** Whether a member's answer is still good. */
    boolean knows(M member, long nanos) {
        return fresh(member, nanos) != null;
    }

    private @Nullable Report fresh(M member, long nanos) {
        Report report = reports.get(member);
        return report != null && nanos - report.begun <= FRESH_NANOS ? report : null;
    }

    /** Whether all copies are in place; null while that is not known. */
    @Nullable Boolean verdict(long nanos) {
        boolean all = true;
        for (M member : members) {
            Report report = fresh(member, nanos);
            if (report != null && !report.inPlace) {
                return false;
            }
            all &= report != null;
        }
        return all ? Boolean.TRUE : null;
    }
}
