package io.gridmill.durable;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.List;

/**
 * What is written to the store. Each may be written twice; only {@link Accepted} brings a job, only
 * {@link Documented} a document.
 */
public sealed interface Moment {

    /** A job was accepted; changes nothing where one of its id is known. */
    record Accepted(JobRecord job) implements Moment {}

    /** A job stands like this; changes nothing where it is not known or known as of a later version. */
    record Changed(JobRecord job) implements Moment {}

    /** A block has settled, with what its tasks left; nothing where its job is not known. */
    record Settled(BlockKey key, TaskBlock block) implements Moment {}

    /**
     * Tasks were added to a block of an open job; nothing where its job is not known.
     *
     * @param from index of the first of them in the block
     */
    record Added(BlockKey key, int from, List<byte[]> items) implements Moment {
        public Added {
            items = List.copyOf(items);
        }
    }

    /** All tasks of an open job in blocks that have not settled stand like this now. */
    record AddedAnew(String job, List<Added> all) implements Moment {
        public AddedAnew {
            all = List.copyOf(all);
        }
    }

    /** A job is forgotten with all that belongs to it. Nothing written later brings it back. */
    record Deleted(String job) implements Moment {}

    /** A document is new or changed; nothing where it is known as of a later version. */
    record Documented(Document document) implements Moment {}

    /** A document stands like this; changes nothing where it is not known or known as of later. */
    record Redocumented(Document document) implements Moment {}

    /** A document is forgotten. */
    record Undocumented(String kind, String key) implements Moment {}
}
