package io.gridmill.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a node stands, why, and since when.
 *
 * @param reason one sentence or more; empty for ONLINE
 * @param since milliseconds since the epoch, the grid's clock
 */
public record NodeCondition(NodeState state, String reason, long since) {

    /** A node that has just started. */
    public static NodeCondition online(long since) {
        return new NodeCondition(NodeState.ONLINE, "", since);
    }

    /**
     * What a node is told to do, and what it finds.
     *
     * @param leaving it was told to end
     * @param drainedBy who drained it; empty for nobody
     * @param unfit why it should take no new work by its health; empty when it is fit
     */
    public record Facts(boolean leaving, String drainedBy, List<String> unfit) {
        public Facts {
            unfit = List.copyOf(unfit);
        }
    }

    /** Where the node stands now; the time stays as long as the state does. */
    public NodeCondition next(Facts facts, long now) {
        NodeState next = NodeState.ONLINE;
        List<String> sentences = new ArrayList<>();
        if (facts.leaving) {
            next = NodeState.DRAINING;
            sentences.add("It is leaving the grid");
        } else if (!facts.drainedBy.isEmpty()) {
            next = NodeState.DRAINING;
            sentences.add("It was drained by " + facts.drainedBy);
        }
        if (!facts.unfit.isEmpty()) {
            next = next == NodeState.ONLINE ? NodeState.BUSY : next;
            facts.unfit.forEach(reason -> sentences.add(capitalised(reason)));
        }
        return new NodeCondition(next, String.join(". ", sentences), next == state ? since : now);
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether the node takes new work. */
    public boolean takesWork() {
        return state == NodeState.ONLINE;
    }

    /**
     * A member that is there and has gone silent; the others see it so.
     *
     * @param heard when it was last heard of
     */
    public NodeCondition suspect(long heard, long now) {
        String reason =
                "Nothing was heard of it for "
                        + Math.max(0, now - heard) / 1_000
                        + " s; it may be frozen, overloaded or cut off";
        return new NodeCondition(NodeState.SUSPECT, reason, heard);
    }

    /** Why a node is gone that said goodbye. */
    public static final String LEFT = "It left the grid";

    /** A node that is gone. */
    public static NodeCondition offline(boolean saidGoodbye, long since) {
        String reason =
                saidGoodbye
                        ? LEFT
                        : "It was lost: it crashed, froze or was cut off; others run its tasks";
        return new NodeCondition(NodeState.OFFLINE, reason, since);
    }

    /**
     * Whether a silent member is suspect.
     *
     * @param silentMillis since its last heartbeat
     * @param intervalMillis between heartbeats
     */
    public static boolean isSuspect(long silentMillis, long intervalMillis) {
        return silentMillis > 3 * Math.max(intervalMillis, 500);
    }
}
