package io.gridmill.task.builtin.csv;

import io.gridmill.task.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of one chunk. Where the table grows large it is written out as a sorted run, which
 * takes a fraction of its memory.
 */
final class ChunkGroups {
    private final List<Measure> measures;
    private final long mostMemory;
    private final GroupTable table;
    private final List<Source> runs = new ArrayList<>();

    /** Keeps a table of about so many bytes. */
    ChunkGroups(List<Measure> measures, long mostMemory) {
        this.measures = measures;
        this.mostMemory = mostMemory;
        this.table = new GroupTable(measures);
    }

    /** The groups since the last relief. */
    GroupTable table() {
        return table;
    }

    /** Makes room; called now and then. */
    void relieve() throws IOException {
        if (table.memory() >= mostMemory) {
            runs.add(Source.of(sortedRun(BadRows.NONE)));
            table.clear();
        }
    }

    CsvRun result(BadRows bad) throws IOException {
        byte[] last = sortedRun(bad);
        if (runs.isEmpty()) {
            return new CsvRun(last);
        }
        runs.add(Source.of(last));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunWriter writer = new RunWriter(bytes, bad);
        GroupMerge.mergeAtOnce(runs, measures, writer);
        writer.end();
        return new CsvRun(bytes.toByteArray());
    }

    private byte[] sortedRun(BadRows bad) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunWriter writer = new RunWriter(bytes, bad);
        table.forEachSorted(writer);
        writer.end();
        return bytes.toByteArray();
    }
}
