package io.gridmill.simulation;

import io.gridmill.job.JobCodec;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobEventCodec;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockCodec;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.EventCodec;
import io.gridmill.ledger.TaskBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** What travels between members: as bytes through the production codecs, or as it is. */
final class Codecs {
    private final boolean used;

    Codecs(boolean used) {
        this.used = used;
    }

    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private <T> T through(T value, Writer<T> writer, Reader<T> reader) {
        if (!used) {
            return value;
        }
        try {
            byte[] bytes = bytes(value, writer);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            T read = reader.read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("A codec does not read what it wrote: " + value, e);
        }
    }

    private static <T> byte[] bytes(T value, Writer<T> writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Whether two records are the same as bytes. */
    boolean same(JobRecord one, JobRecord two) {
        try {
            return Arrays.equals(bytes(one, JobCodec::write), bytes(two, JobCodec::write));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BlockEvent sent(BlockEvent event) {
        return through(event, EventCodec::write, EventCodec::read);
    }

    JobEvent sent(JobEvent event) {
        return through(event, JobEventCodec::write, JobEventCodec::read);
    }

    TaskBlock sent(TaskBlock block) {
        return through(block, BlockCodec::write, BlockCodec::read);
    }

    BlockChange sent(BlockChange change) {
        return through(change, BlockCodec::writeChange, BlockCodec::readChange);
    }

    JobRecord sent(JobRecord job) {
        return through(job, JobCodec::write, JobCodec::read);
    }
}
