package io.gridmill.task;

import java.io.DataInputStream;
import java.io.DataOutputStream;

/** No bytes for no value. */
enum NothingCodec implements Codec<Nothing> {
    INSTANCE;

    @Override
    public void write(Nothing value, DataOutputStream out) {}

    @Override
    public Nothing read(DataInputStream in) {
        return Nothing.NOTHING;
    }
}
