package io.gridmill.cluster.store;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.gridmill.job.JobCodec;
import io.gridmill.job.JobRecord;
import io.gridmill.job.Wire;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockCodec;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.EventCodec;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.schedule.ScheduleCodec;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.LiveSettingsCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Lets Hazelcast write the engine's records with the codecs that stand beside the records. */
final class RecordSerializer<T> implements StreamSerializer<T> {
    private static final int FIRST_TYPE_ID = 4_701;

    private final int typeId;
    private final Writer<T> writer;
    private final Reader<T> reader;

    private RecordSerializer(int typeId, Writer<T> writer, Reader<T> reader) {
        this.typeId = typeId;
        this.writer = writer;
        this.reader = reader;
    }

    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static void register(SerializationConfig config) {
        add(config, 0, BlockKey.class, RecordSerializer::writeKey, RecordSerializer::readKey);
        add(config, 1, TaskBlock.class, BlockCodec::write, BlockCodec::read);
        add(config, 2, BlockAnswer.class, EventCodec::writeAnswer, EventCodec::readAnswer);
        add(config, 3, JobRecord.class, JobCodec::write, JobCodec::read);
        add(config, 4, BlockGrowth.Answer.class, EventCodec::writeGrown, EventCodec::readGrown);
        add(config, 30, ScheduleRecord.class, ScheduleCodec::write, ScheduleCodec::read);
        add(config, 50, LiveSettings.class, LiveSettingsCodec::write, LiveSettingsCodec::read);
        config.addDataSerializableFactory(ProcessorFactory.ID, new ProcessorFactory());
    }

    private static <T> void add(
            SerializationConfig config,
            int number,
            Class<T> type,
            Writer<T> writer,
            Reader<T> reader) {
        config.addSerializerConfig(
                new SerializerConfig()
                        .setTypeClass(type)
                        .setImplementation(
                                new RecordSerializer<>(FIRST_TYPE_ID + number, writer, reader)));
    }

    private static void writeKey(BlockKey key, DataOutput out) throws IOException {
        Wire.text(out, key.job());
        out.writeInt(key.number());
    }

    private static BlockKey readKey(DataInput in) throws IOException {
        return new BlockKey(Wire.text(in), in.readInt());
    }

    @Override
    public int getTypeId() {
        return typeId;
    }

    @Override
    public void write(ObjectDataOutput out, T value) throws IOException {
        writer.write(value, out);
    }

    @Override
    public T read(ObjectDataInput in) throws IOException {
        return reader.read(in);
    }
}
