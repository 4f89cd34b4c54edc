package io.gridmill.task.builtin.noop;

import io.gridmill.task.Codec;
import io.gridmill.task.Parameters;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one task pretends to do.
 *
 * @param sleepMillis elapsed time that it sleeps, 0 to 3,600,000
 * @param busyMillis CPU time that it burns after it slept, 0 to 3,600,000
 */
public record NoopItem(long sleepMillis, long busyMillis) {
    static final Codec<NoopItem> CODEC =
            new Codec<>() {
                @Override
                public void write(NoopItem item, DataOutputStream out) throws IOException {
                    out.writeLong(item.sleepMillis);
                    out.writeLong(item.busyMillis);
                }

                @Override
                public NoopItem read(DataInputStream in) throws IOException {
                    return new NoopItem(in.readLong(), in.readLong());
                }
            };

    /** An item that was added to an open job: what it leaves out is as the job's parameters say. */
    static NoopItem read(NoopParameters parameters, Parameters item) {
        NoopItem read =
                new NoopItem(
                        item.number(
                                "sleepMillis",
                                parameters.sleepMillis(),
                                0,
                                NoopParameters.MAX_MILLIS),
                        item.number(
                                "busyMillis",
                                parameters.busyMillis(),
                                0,
                                NoopParameters.MAX_MILLIS));
        item.done();
        return read;
    }
}
