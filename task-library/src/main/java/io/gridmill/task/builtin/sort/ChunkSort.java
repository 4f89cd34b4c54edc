package io.gridmill.task.builtin.sort;

import io.gridmill.task.ByteRange;
import io.gridmill.task.Source;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the lines of one chunk. They mostly fit into one block; many short lines are sorted block
 * by block and merged, as an entry takes more memory than such a line.
 */
final class ChunkSort {
    private final SortParameters parameters;
    private final TaskContext context;
    private final List<Source> runs = new ArrayList<>();

    ChunkSort(SortParameters parameters, TaskContext context) {
        this.parameters = parameters;
        this.context = context;
    }

    SortRun sort(ByteRange chunk) throws IOException, TaskFailure {
        LineBlock last = new ChunkScanner(context, chunk, this::sortBlock).scan();
        if (runs.isEmpty()) {
            BlockSort sort = sorted(last);
            return new SortRun(out -> write(last, sort, out));
        }
        sortBlock(last);
        return new SortRun(out -> RunMerge.mergeToRunAtOnce(parameters.order(), runs, out));
    }

    private BlockSort sorted(LineBlock lines) {
        BlockSort sort = new BlockSort(lines, parameters.order(), context);
        sort.sort();
        return sort;
    }

    private void sortBlock(LineBlock lines) throws IOException {
        ByteArrayOutputStream run =
                new ByteArrayOutputStream(RunHeader.BYTES + lines.start(lines.size()));
        write(lines, sorted(lines), run);
        runs.add(Source.of(run.toByteArray()));
    }

    private void write(LineBlock lines, BlockSort sort, OutputStream out) throws IOException {
        new RunHeader(lines.longest()).write(out);
        LineWriter writer = new LineWriter(out);
        sort.handOn(FirstOfEqual.where(parameters.order(), writer));
        writer.flush();
    }
}
