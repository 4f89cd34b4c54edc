package io.gridmill.cluster.members;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes messages on the receiving side. Numbers are for good: only add. */
final class MessageFactory implements DataSerializableFactory {
    static final int ID = 4_702;
    static final int QUESTION = 1;
    static final int NOTICE = 2;
    static final int BACKUPS_QUESTION = 3;

    @Override
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case QUESTION -> new Question();
            case NOTICE -> new Notice();
            case BACKUPS_QUESTION -> new BackupsQuestion();
            default ->
                    throw new IllegalArgumentException(
                            "Unknown message "
                                    + classId
                                    + "; all members must run the same version of Gridmill");
        };
    }
}
