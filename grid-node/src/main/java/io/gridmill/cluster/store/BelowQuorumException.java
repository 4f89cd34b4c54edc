package io.gridmill.cluster.store;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.spi.exception.SilentException;

/** An owner may not decide, since too few members are in its reach; nothing was changed. */
public final class BelowQuorumException extends HazelcastException implements SilentException {
    private static final long serialVersionUID = 1L;

    BelowQuorumException() {
        super("Too few members are in reach to decide anything");
    }
}
