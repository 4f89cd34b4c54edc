package io.gridmill.cluster.store;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes the entry processors on the receiving side. Numbers are for good: only add. */
final class ProcessorFactory implements DataSerializableFactory {
    static final int ID = 4_701;

    static final int BLOCK = 1;
    static final int BLOCK_OUTCOME = 2;
    static final int CREATE_BLOCK = 3;
    static final int PUT_BLOCK = 4;
    static final int LOOK_AT_BLOCK = 5;
    static final int READ_BLOCK = 6;
    static final int JOB = 7;
    static final int JOB_OUTCOME = 8;
    static final int CREATE_JOB = 9;
    static final int BACKUP_BARRIER = 10;
    static final int GROW_BLOCK = 11;
    static final int REMOVE_BLOCK = 12;
    static final int REMOVE_BLOCK_OUTCOME = 13;
    static final int BLOCK_MERGE = 30;
    static final int JOB_MERGE = 31;
    static final int SCHEDULE = 32;
    static final int SCHEDULE_OUTCOME = 33;
    static final int PUT_SETTINGS = 50;
    static final int SETTINGS_OUTCOME = 51;
    static final int SETTINGS_UNLIKE = 52;
    static final int SETTINGS_MERGE = 53;

    @Override
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case BLOCK -> new BlockProcessor();
            case BLOCK_OUTCOME -> new BlockOutcome();
            case CREATE_BLOCK -> new CreateBlock();
            case PUT_BLOCK -> new CreateBlock.PutBlock();
            case LOOK_AT_BLOCK -> new LookAtBlock();
            case READ_BLOCK -> new ReadBlock();
            case JOB -> new JobProcessor();
            case JOB_OUTCOME -> new JobOutcome();
            case CREATE_JOB -> new CreateJob();
            case BACKUP_BARRIER -> new BackupBarrier();
            case GROW_BLOCK -> new GrowBlock();
            case REMOVE_BLOCK -> new RemoveBlock();
            case REMOVE_BLOCK_OUTCOME -> new RemoveBlock.Outcome();
            case BLOCK_MERGE -> new BlockMergePolicy();
            case JOB_MERGE -> new JobMergePolicy();
            case SCHEDULE -> new ScheduleProcessor();
            case SCHEDULE_OUTCOME -> new ScheduleProcessor.Outcome();
            case PUT_SETTINGS -> new PutSettings();
            case SETTINGS_OUTCOME -> new PutSettings.Outcome();
            case SETTINGS_UNLIKE -> new SettingsUnlike();
            case SETTINGS_MERGE -> new SettingsMergePolicy();
            default ->
                    throw new IllegalArgumentException(
                            "Unknown message "
                                    + classId
                                    + "; all members must run the same version of Gridmill");
        };
    }
}
