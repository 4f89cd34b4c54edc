package io.gridmill.cluster.blob;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who holds a blob and who needs it. Immutable.
 *
 * @param size bytes
 * @param holders UUIDs of the members that have the file, sorted
 * @param references who needs it, each with the time in epoch milliseconds after which it does not
 *     ({@link #FOREVER} for most); a record without any is none
 */
record BlobRecord(long size, List<String> holders, SortedMap<String, Long> references) {

    static final long FOREVER = Long.MAX_VALUE;

    /** References of commits under way begin so; the committing member's UUID and a slash follow. */
    static final String COMMIT = "commit/";

    /** More references than this that share their first part are folded into one. */
    static final int REFERENCES_PER_JOB = 64;

    private static final String FOLDED = "*";

    BlobRecord {
        holders = List.copyOf(holders);
        references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
    }

    /** Whether nobody needs the blob any more. */
    boolean isUnused() {
        return references.isEmpty();
    }

    BlobRecord withHolder(String holder) {
        if (holders.contains(holder)) {
            return this;
        }
        var more = new TreeSet<>(holders);
        more.add(holder);
        return new BlobRecord(size, List.copyOf(more), references);
    }

    /** Without these; without a change where nobody would be left. */
    BlobRecord withoutHolders(List<String> gone) {
        var left = holders.stream().filter(h -> !gone.contains(h)).toList();
        return left.isEmpty() || left.size() == holders.size()
                ? this
                : new BlobRecord(size, left, references);
    }

    /**
     * With one more reason to stay. Many references of one job (the part up to the first slash) are
     * folded into one that stays until all of the job's are released, so that a record stays small.
     */
    BlobRecord withReference(String reference, long until) {
        if (references.getOrDefault(reference, Long.MIN_VALUE) >= until) {
            return this;
        }
        var more = new TreeMap<>(references);
        var job = reference.substring(0, reference.indexOf('/') + 1);
        if (job.isEmpty() || job.equals(COMMIT)) {
            more.put(reference, until);
            return new BlobRecord(size, holders, more);
        }
        if (references.containsKey(job + FOLDED)) {
            return this;
        }
        more.put(reference, until);
        var siblings = startingWith(more, job);
        if (siblings.size() > REFERENCES_PER_JOB) {
            siblings.clear();
            more.put(job + FOLDED, FOREVER);
        }
        return new BlobRecord(size, holders, more);
    }

    BlobRecord withoutReference(String reference) {
        if (!references.containsKey(reference)) {
            return this;
        }
        var fewer = new TreeMap<>(references);
        fewer.remove(reference);
        return new BlobRecord(size, holders, fewer);
    }

    /** Without the references that begin so. */
    BlobRecord withoutPrefix(String prefix) {
        if (!hasReference(prefix)) {
            return this;
        }
        var fewer = new TreeMap<>(references);
        startingWith(fewer, prefix).clear();
        return new BlobRecord(size, holders, fewer);
    }

    /** Whether a reference begins so. */
    boolean hasReference(String prefix) {
        var after = references.tailMap(prefix);
        return !after.isEmpty() && after.firstKey().startsWith(prefix);
    }

    /** Without the references whose time is over. */
    BlobRecord withoutExpired(long now) {
        if (references.values().stream().allMatch(until -> until > now)) {
            return this;
        }
        var fewer = new TreeMap<>(references);
        fewer.values().removeIf(until -> until <= now);
        return new BlobRecord(size, holders, fewer);
    }

    /** Whether one of these members commits the same content right now, and will see to copies. */
    boolean isInCommit(Collection<String> members) {
        return references.tailMap(COMMIT).keySet().stream()
                .takeWhile(reference -> reference.startsWith(COMMIT))
                .flatMap(reference -> committer(reference).stream())
                .anyMatch(members::contains);
    }

    /** Everything that both copies know of the same content. */
    BlobRecord joinedWith(BlobRecord other) {
        var joined = this;
        for (String holder : other.holders) {
            joined = joined.withHolder(holder);
        }
        for (Map.Entry<String, Long> entry : other.references.entrySet()) {
            joined = joined.withReference(entry.getKey(), entry.getValue());
        }
        return joined;
    }

    /** The member whose commit this reference stands for, if it is one. */
    static Optional<String> committer(String reference) {
        int start = COMMIT.length();
        int end = reference.indexOf('/', start);
        return reference.startsWith(COMMIT) && end > 0
                ? Optional.of(reference.substring(start, end))
                : Optional.empty();
    }

    private static SortedMap<String, Long> startingWith(
            NavigableMap<String, Long> references, String prefix) {
        return references.subMap(prefix, prefix + Character.MAX_VALUE);
    }
}
