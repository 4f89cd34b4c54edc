package io.gridmill.engine;

import io.gridmill.claim.Ageing;
import io.gridmill.claim.JobOrder;
import io.gridmill.job.JobBrief;
import io.gridmill.job.Needs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have blocks to give, in the order in which they are served. Age and use change all
 * the time, so the order is made anew every moment, and kept in between. Under the lock of the
 * index, but for {@link #top}.
 */
final class ReadyQueue {
    private static final long REORDER_MILLIS = 100;

    private final TreeMap<JobOrder, LocalJob> jobs = new TreeMap<>();
    private volatile Terms terms = Terms.NONE;
    private String self = "";
    private volatile long ordered;
    private final Ageing ages = new Ageing();
    private boolean agedLast;
    private volatile boolean stale;
    private volatile Top top = Top.NOTHING;

    /** The most urgent of what this member itself may take; level 0 for nothing. */
    record Top(int level, int priority, String user, double use) {
        static final Top NOTHING = new Top(0, 0, "", 0);

        /** Whether it came there by waiting. */
        boolean aged() {
            return level > priority;
        }
    }

    /** A block to claim from. */
    record Pick(LocalJob job, LocalJob.Found block, int level) {}

    void terms(Terms better, String node) {
        terms = better;
        self = node;
        ordered = better.now();
        reorder();
    }

    Collection<LocalJob> jobs() {
        return jobs.values();
    }

    /** May be read without the lock. */
    Top top() {
        return top;
    }

    /** Puts a job where it belongs, or takes it out. */
    void place(LocalJob job) {
        boolean offers = job.offers();
        if (offers == (job.order != null)) {
            return;
        }
        if (!offers) {
            remove(job);
            return;
        }
        add(job);
        JobOrder order = job.order;
        if (order != null && order.level() > top.level && takeable(job)) {
            top = top(job);
        }
    }

    private void add(LocalJob job) {
        JobBrief brief = job.brief;
        if (brief == null) {
            return;
        }
        if (!job.known) {
            job.known = true;
            if (job.untouched()) {
                // It may have waited elsewhere, until its blocks came here.
                ages.waited(brief.priority(), ordered - brief.work().since());
            }
        }
        insert(job, brief);
    }

    /** Where a job stands among others, by how long its priority has waited here. */
    JobOrder order(JobBrief brief) {
        return new JobOrder(
                ages.level(brief.priority()),
                brief.priority(),
                terms.use(brief.work().user()),
                brief.created(),
                brief.id());
    }

    private void insert(LocalJob job, JobBrief brief) {
        JobOrder order = order(brief);
        job.order = order;
        jobs.put(order, job);
    }

    /** Tasks of a job were claimed. */
    void served(LocalJob job) {
        if (job.brief != null) {
            stale |= ages.served(job.brief.priority());
        }
    }

    void remove(LocalJob job) {
        if (job.order != null) {
            jobs.remove(job.order);
            job.order = null;
        }
    }

    /** Puts all in order again where that is due. */
    void refresh() {
        if (due()) {
            reorder();
        }
    }

    /** Whether the order is too old; may be asked without the lock. */
    boolean due() {
        return stale || Math.abs(terms.now() - ordered) >= REORDER_MILLIS;
    }

    private void reorder() {
        long now = terms.now();
        age(now - ordered);
        List<LocalJob> all = new ArrayList<>(jobs.values());
        ordered = now;
        stale = false;
        jobs.clear();
        for (LocalJob job : all) {
            JobBrief brief = job.brief;
            if (brief != null) {
                insert(job, brief);
            }
        }
        findTop();
    }

    /** What nobody can run does not wait in this sense: it would raise others in vain. */
    private void age(long millis) {
        BitSet waiting = new BitSet();
        for (LocalJob job : jobs.values()) {
            JobBrief brief = job.brief;
            if (brief != null
                    && !waiting.get(brief.priority())
                    && (terms.offer(brief, self) != null || terms.forOthers(brief))) {
                waiting.set(brief.priority());
            }
        }
        for (int priority = 1; priority <= Ageing.HIGHEST; priority++) {
            if (waiting.get(priority)) {
                ages.waited(priority, millis);
            } else {
                ages.idle(priority);
            }
        }
    }

    private void findTop() {
        for (LocalJob job : jobs.values()) {
            if (takeable(job)) {
                top = top(job);
                return;
            }
        }
        top = Top.NOTHING;
    }

    private boolean takeable(LocalJob job) {
        JobBrief brief = job.brief;
        if (brief == null || !terms.fits(brief.work().placement().needs(), self, Map.of())) {
            return false;
        }
        Terms.Offer offer = terms.offer(brief, self);
        return offer != null && job.first(offer, ordered, self) != null;
    }

    private static Top top(LocalJob job) {
        JobOrder order = job.order;
        JobBrief brief = job.brief;
        return order == null || brief == null
                ? Top.NOTHING
                : new Top(order.level(), order.priority(), brief.work().user(), order.use());
    }

    /**
     * The first block that this member may claim from. Of two picks in a row at most one goes to a
     * job that only its age has brought before a more urgent one.
     */
    @Nullable Pick pick() {
        refresh();
        Set<String> spokenFor = new HashSet<>();
        Pick aged = null;
        for (LocalJob job : jobs.values()) {
            if (aged != null && (job.aged() || priority(job) <= priority(aged.job))) {
                continue;
            }
            Pick pick = pick(job, spokenFor);
            if (pick != null && agedLast && aged == null && job.aged()) {
                aged = pick;
            } else if (pick != null) {
                return taken(pick);
            }
        }
        return aged == null ? null : taken(aged);
    }

    private static int priority(LocalJob job) {
        return job.brief == null ? 0 : job.brief.priority();
    }

    static int level(LocalJob job) {
        return job.order == null ? 0 : job.order.level();
    }

    /**
     * A task that needs more of a resource than is free keeps those behind it from what is left of
     * it: else many small ones would hold up a large one for ever.
     */
    private @Nullable Pick pick(LocalJob job, Set<String> spokenFor) {
        JobBrief brief = job.brief;
        Terms.Offer offer = brief == null ? null : terms.offer(brief, self);
        LocalJob.Found found = offer == null ? null : job.first(offer, ordered, self);
        if (brief == null || found == null) {
            return null;
        }
        Needs needs = brief.work().placement().needs();
        if (!needs.resources().isEmpty()) {
            boolean free = terms.fits(needs, self, Map.of());
            if (!free) {
                spokenFor.addAll(needs.resources().keySet());
            }
            if (needs.resources().keySet().stream().anyMatch(spokenFor::contains)) {
                return null;
            }
        }
        return new Pick(job, found, level(job));
    }

    private Pick taken(Pick pick) {
        agedLast = pick.job.aged();
        pick.job.ready.remove(pick.block.number());
        boolean wasTop = level(pick.job) >= top.level;
        place(pick.job);
        if (wasTop && pick.job.order == null) {
            findTop();
        }
        return pick;
    }

    /** How urgent the first is of what others may claim; 0 for nothing. */
    int urgency() {
        refresh();
        for (LocalJob job : jobs.values()) {
            JobBrief brief = job.brief;
            if (brief != null && terms.forOthers(brief)) {
                return Urgency.of(level(job), job.aged() || terms.behind(brief.work().user()));
            }
        }
        return 0;
    }
}
