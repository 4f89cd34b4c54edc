package io.gridmill.execute;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** JSON values as they are. */
final class HandlerCodec implements Codec<HandlerType.Item> {
    static final HandlerCodec INSTANCE = new HandlerCodec();

    private HandlerCodec() {}

    @Override
    public void write(HandlerType.Item value, DataOutputStream out) throws IOException {
        out.write(value.json());
    }

    @Override
    public HandlerType.Item read(DataInputStream in) throws IOException {
        return new HandlerType.Item(in.readAllBytes());
    }
}
