package io.gridmill.join;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What members tell each other before they join.
 *
 * @param address HOST:PORT at which it is reached
 * @param build version of Gridmill, for people
 * @param cluster name of the grid
 * @param wire see {@link WireFormat}
 * @param hazelcast major and minor version, which must be alike
 * @param backups {@code cluster.backups}
 * @param size {@code cluster.size}
 * @param keepsData whether it keeps records; a worker does not
 * @param store identity of what outlives all members, {@code none} for nothing
 */
public record JoinFacts(
        String address,
        String build,
        String cluster,
        int wire,
        String hazelcast,
        int backups,
        int size,
        boolean keepsData,
        String store) {
    /** What {@code store} is where there is none. */
    public static final String NO_STORE = "none";

    /** Bytes that facts may have. */
    static final int MOST_BYTES = 4_096;

    /**
     * What differs so much that the two cannot be of one grid, as a sentence with what to do; empty
     * where nothing does.
     */
    public String difference(JoinFacts other) {
        List<String> differs = new ArrayList<>();
        differ(differs, "--cluster-name", cluster, other.cluster, "give both the same");
        differ(
                differs,
                "Hazelcast",
                hazelcast,
                other.hazelcast,
                "run one version of Gridmill on all nodes");
        if (wire != other.wire) {
            differs.add(
                    "the formats of records and messages ("
                            + wire
                            + " of Gridmill "
                            + build
                            + " here, "
                            + other.wire
                            + " of Gridmill "
                            + other.build
                            + " there: run one version on all nodes)");
        }
        differ(differs, "--backups", backups + "", other.backups + "", "give both the same");
        if (bothKeepData(other)) {
            differ(differs, "--cluster-size", size + "", other.size + "", "give both the same");
            if (!store.equals(other.store)) {
                differs.add("the store (give both the same --store and --store-url)");
            }
        } else if (storeOfWorkerDiffers(other)) {
            differs.add("the store (give the worker the same, or none)");
        }
        return differs.isEmpty()
                ? ""
                : "This node and the member at "
                        + other.address
                        + " differ in "
                        + String.join("; in ", differs);
    }

    private boolean bothKeepData(JoinFacts other) {
        return keepsData && other.keepsData;
    }

    /** A worker may do without a store, but not have another. */
    private boolean storeOfWorkerDiffers(JoinFacts other) {
        boolean both = !store.equals(NO_STORE) && !other.store.equals(NO_STORE);
        return both && !store.equals(other.store);
    }

    private static void differ(
            List<String> to, String what, String here, String there, String advice) {
        if (!here.equals(there)) {
            to.add(what + " (" + here + " here, " + there + " there: " + advice + ")");
        }
    }

    /** The bytes that go to the other; whoever reads them ignores what comes after. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(address);
            out.writeUTF(build);
            out.writeUTF(cluster);
            out.writeInt(wire);
            out.writeUTF(hazelcast);
            out.writeByte(backups);
            out.writeInt(size);
            out.writeBoolean(keepsData);
            out.writeUTF(store);
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail", e);
        }
        if (bytes.size() > MOST_BYTES) {
            throw new IllegalStateException(
                    "What this node says of itself has " + bytes.size() + " bytes");
        }
        return bytes.toByteArray();
    }

    static JoinFacts of(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new JoinFacts(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt(),
                    in.readUTF(),
                    in.readUnsignedByte(),
                    in.readInt(),
                    in.readBoolean(),
                    in.readUTF());
        }
    }
}
