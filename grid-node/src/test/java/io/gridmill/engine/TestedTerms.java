package io.gridmill.engine;

import io.gridmill.job.JobBrief;
import io.gridmill.job.Needs;
import io.gridmill.ledger.Share;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Terms that a test sets: everybody may take everything but what it says otherwise. */
final class TestedTerms implements Terms {
    long now = 1_000_000;
    final Map<String, Double> use = new HashMap<>();
    final Map<String, Share> shares = new HashMap<>();
    final Set<String> unplaceable = new HashSet<>();
    long free = Long.MAX_VALUE;
    int asked;

    @Override
    public long now() {
        return now;
    }

    @Override
    public double use(String user) {
        return use.getOrDefault(user, 0.0);
    }

    @Override
    public boolean behind(String user) {
        return false;
    }

    @Override
    public @Nullable Offer offer(JobBrief job, String node) {
        asked++;
        if (unplaceable.contains(job.id())) {
            return null;
        }
        Share share = shares.get(node);
        return share == null ? Offer.ALL : new Offer(share, Share.ALL);
    }

    @Override
    public @Nullable Share next(JobBrief job, boolean owned) {
        return null;
    }

    @Override
    public boolean forOthers(JobBrief job) {
        return !unplaceable.contains(job.id());
    }

    @Override
    public boolean fits(Needs needs, String node, Map<String, Long> used) {
        return needs.resources().values().stream().allMatch(amount -> amount <= free);
    }
}
