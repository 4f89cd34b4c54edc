package io.gridmill.durable;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What outlives all processes of a grid. One store is opened by all processes that share it. Every
 * call waits for a disk or a network. One thread writes, one reads; the two may be different ones.
 */
public interface DurableStore extends AutoCloseable {

    /** A name given to the store when it was made: two stores never have the same. */
    String identity();

    /**
     * Writes moments, all or none; when this returns they survive the loss of all power.
     *
     * @return for each whether it changed something
     * @throws StoreException nothing was written, or it is not known
     */
    List<Boolean> write(List<? extends Moment> moments) throws StoreException;

    /** A job; null when none of this id is known. */
    @Nullable JobRecord job(String id) throws StoreException;

    /**
     * Jobs in the order of their ids.
     *
     * @param after those with an id beyond this; empty for the first
     * @param most at most so many; fewer mean that these are the last
     */
    List<JobRecord> jobs(String after, int most) throws StoreException;

    /** Number of the jobs. */
    int jobCount() throws StoreException;

    /** Blocks of a job that have settled, in order, with a number beyond {@code after}. */
    List<SettledBlock> blocks(String job, int after, int most) throws StoreException;

    /** Additions to blocks of an open job that have not settled, in order, after that place. */
    List<Moment.Added> added(String job, Place after, int most) throws StoreException;

    /** All documents of a kind, in no order. */
    List<Document> documents(String kind) throws StoreException;

    /** The nodes that use this store, as far as they said. */
    List<Tenant> tenants() throws StoreException;

    /**
     * Makes a grid the one that uses this store: from now on others cannot write to it, whatever
     * they have under way. What the writer of this process writes is then for that grid.
     */
    void take(String grid) throws StoreException;

    /** A node says that it uses this store, again and again. */
    void sign(Tenant self) throws StoreException;

    /** A node uses it no more. */
    void leave(String node) throws StoreException;

    /** Whether a job was deleted here within the last {@value #DELETED_KNOWN_DAYS} days. */
    boolean wasDeleted(String job) throws StoreException;

    /** For so long a deleted job is known to have been deleted. */
    int DELETED_KNOWN_DAYS = 30;

    /** Bytes that it takes on its disk; -1 where that is not known. */
    long size() throws StoreException;

    @Override
    void close();

    /** A block as it settled. */
    record SettledBlock(BlockKey key, TaskBlock block) {}

    /**
     * Where an addition stands.
     *
     * @param block -1 for before all
     */
    record Place(int block, int from) {}
}
