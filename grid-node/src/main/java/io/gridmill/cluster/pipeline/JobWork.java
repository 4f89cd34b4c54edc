package io.gridmill.cluster.pipeline;

import io.gridmill.engine.BlockSource;
import io.gridmill.engine.NumberedBlock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The steps of splitting and aggregating a job, as one member does them: called by Jet's pipelines on
 * threads that may wait. All of them may be repeated.
 */
public interface JobWork {

    /** Key in Hazelcast's user context. */
    String CONTEXT_KEY = "gridmill.jobwork";

    /**
     * The blocks that one of {@code members} members makes.
     *
     * @param member 0 to members - 1; streamed items are all made by member 0
     */
    BlockSource blocks(String job, int member, int members) throws IOException;

    /** Writes a block where there is none yet; completes with its number of tasks. */
    CompletableFuture<Long> write(String job, NumberedBlock block);

    /** All blocks are written. */
    void splitDone(String job, long epoch, long tasks);

    /** The partials of the blocks that this member owns, combined where the type allows. */
    byte[] localPartials(String job, long epoch) throws IOException;

    /** Puts the members' partials together and publishes the answer. */
    void finish(String job, long epoch, List<byte[]> partials) throws IOException;
}
