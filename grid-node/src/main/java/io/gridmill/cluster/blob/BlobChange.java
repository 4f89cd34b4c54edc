package io.gridmill.cluster.blob;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a record. Each may be applied twice with the outcome of once, since an
 * operation whose answer is lost is repeated.
 */
sealed interface BlobChange {

    /**
     * The record after this change. One that is unused after it is to be removed; it is returned
     * all the same, so that the caller knows whose files are garbage.
     *
     * @param before null where there is none
     * @return null where there was none and this change makes none
     */
    @Nullable BlobRecord applyTo(@Nullable BlobRecord before);

    /**
     * A commit begins: the content exists, and is kept while the commit runs.
     *
     * @param holder member that has the file; empty for none yet
     */
    record Enlist(long size, String holder, String commit) implements BlobChange {
        @Override
        public BlobRecord applyTo(@Nullable BlobRecord before) {
            SortedMap<String, Long> none = new TreeMap<>();
            var base = before == null ? new BlobRecord(size, List.of(), none) : before;
            var held = holder.isEmpty() ? base : base.withHolder(holder);
            return held.withReference(commit, BlobRecord.FOREVER);
        }
    }

    /** A member has the file. */
    record Hold(String holder) implements BlobChange {
        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            return before == null ? null : before.withHolder(holder);
        }
    }

    /** One more needs the blob, until a time in epoch milliseconds. */
    record Refer(String reference, long until) implements BlobChange {
        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            return before == null ? null : before.withReference(reference, until);
        }
    }

    /**
     * A commit is done: the blob is needed by the one it was written for.
     *
     * @param absent member that gives its file up; empty for none
     */
    record Settle(String commit, String reference, long until, String absent)
            implements BlobChange {
        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            return before == null
                    ? null
                    : before.withReference(reference, until)
                            .withoutReference(commit)
                            .withoutHolders(List.of(absent));
        }
    }

    /** One needs it no more. */
    record Release(String reference) implements BlobChange {
        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            return before == null ? null : before.withoutReference(reference);
        }
    }

    /** None whose reference begins so needs it any more. */
    record ReleaseAll(String prefix) implements BlobChange {
        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            return before == null ? null : before.withoutPrefix(prefix);
        }
    }

    /**
     * Leases that are over and members that are gone leave the record.
     *
     * @param now epoch milliseconds
     * @param gone UUIDs of members that will not come back
     */
    record Tidy(long now, List<String> gone) implements BlobChange {
        public Tidy {
            gone = List.copyOf(gone);
        }

        @Override
        public @Nullable BlobRecord applyTo(@Nullable BlobRecord before) {
            if (before == null) {
                return null;
            }
            var after = before.withoutExpired(now).withoutHolders(gone);
            for (String member : gone) {
                after = after.withoutPrefix(BlobRecord.COMMIT + member + "/");
            }
            return after;
        }
    }
}
