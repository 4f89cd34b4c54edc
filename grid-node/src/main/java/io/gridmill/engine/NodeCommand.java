package io.gridmill.engine;

import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a node is told to do; it answers with its next heartbeat. May be repeated. */
public sealed interface NodeCommand {

    /**
     * Finish what runs, give back what has not started, take nothing new.
     *
     * @param by who says so
     */
    record Drain(String by) implements NodeCommand {}

    /** Take work again. */
    record Resume() implements NodeCommand {}

    /**
     * Run so many tasks at once.
     *
     * @param count 0 to 1,024
     */
    record Slots(int count) implements NodeCommand {}

    /**
     * Know that a node leaves the grid now, so that its going is no loss.
     *
     * @param node its id
     */
    record Goodbye(String node) implements NodeCommand {}

    /**
     * Go on without the nodes that are not there: they are lost for good.
     *
     * @param members nodes that keep data and are left
     * @param by who vouches for that
     */
    record AcceptLoss(int members, String by) implements NodeCommand {}

    /** Writes a command. */
    static void write(NodeCommand command, DataOutput out) throws IOException {
        switch (command) {
            case Drain drain -> {
                out.writeByte(1);
                Wire.text(out, drain.by);
            }
            case Resume _ -> out.writeByte(2);
            case Slots slots -> {
                out.writeByte(3);
                Wire.varint(out, slots.count);
            }
            case Goodbye goodbye -> {
                out.writeByte(4);
                Wire.text(out, goodbye.node);
            }
            case AcceptLoss loss -> {
                out.writeByte(5);
                Wire.varint(out, loss.members);
                Wire.text(out, loss.by);
            }
        }
    }

    /** Reads a command. */
    static NodeCommand read(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 1 -> new Drain(Wire.text(in));
            case 2 -> new Resume();
            case 3 -> new Slots((int) Wire.varint(in));
            case 4 -> new Goodbye(Wire.text(in));
            case 5 -> new AcceptLoss((int) Wire.varint(in), Wire.text(in));
            default ->
                    throw new IOException(
                            "Unknown command "
                                    + tag
                                    + " for a node; all members must run the same version");
        };
    }
}
