package io.gridmill.join;

import java.util.Map;

/**
 * One number for the formats of everything that members send each other or keep together. Members
 * of different numbers do not join each other. A test compares the table with the codecs.
 */
public final class WireFormat {
    /** The format number of each codec; whoever raises one there raises it here. */
    static final Map<String, Integer> FORMATS =
            Map.ofEntries(
                    Map.entry("BackupsQuestion", 1),
                    Map.entry("BlobWire", 1),
                    Map.entry("BlockCodec", 4),
                    Map.entry("EventCodec", 6),
                    Map.entry("Heartbeat", 7),
                    Map.entry("HintNews", 1),
                    Map.entry("JobCodec", 4),
                    Map.entry("JobEventCodec", 4),
                    Map.entry("JoinPolicy", 1),
                    Map.entry("LiveSettingsCodec", 1),
                    Map.entry("Notice", 2),
                    Map.entry("Question", 3),
                    Map.entry("RunWriter", 1),
                    Map.entry("ScheduleCodec", 1),
                    Map.entry("SettingsUnlike", 1),
                    Map.entry("StateExport", 1),
                    Map.entry("StoredText", 1),
                    Map.entry("TaskLogs", 1));

    /**
     * Raised where something that has no format number of its own changes: an operation's fields, a
     * command's tag. Never lowered, nor is a codec's line removed without adding its number here.
     */
    private static final int OTHER = 1;

    private WireFormat() {}

    /** The sum, which grows with each of them. */
    public static int number() {
        return FORMATS.values().stream().mapToInt(Integer::intValue).sum() + OTHER;
    }
}
