package io.gridmill.task.builtin.sort;

import io.gridmill.task.Aggregator;
import io.gridmill.task.ByteRange;
import io.gridmill.task.Codec;
import io.gridmill.task.InputRule;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sorts the lines of a text of any size as {@code LC_ALL=C sort} does, byte for byte: with {@code
 * -kN,N} for {@code key} N and {@code -t} for {@code delimiter}, with the key's own {@code n} and
 * {@code r} for {@code numeric} and {@code descending} (whole lines, which decide ties, always
 * ascend), and {@code -u} for {@code unique}.
 *
 * <p>A line ends with a line feed; a carriage return before it belongs to the line. Every line of
 * the answer ends with a line feed, also where the input's last one did not. Bytes are not decoded,
 * so the answer is in the input's encoding, which has to have ASCII as it is: UTF-8, ISO 8859, not
 * UTF-16. A byte order mark of UTF-8 is no part of the first line and is left out.
 */
public final class SortType implements TaskType<SortParameters, ByteRange, SortRun> {

    @Override
    public String name() {
        return "sort";
    }

    @Override
    public String summary() {
        return "Sorts the lines of the input by bytes or by number, whole or by a field.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.REQUIRED;
    }

    @Override
    public SortParameters parameters(Parameters source) {
        return SortParameters.read(source);
    }

    @Override
    public Split<ByteRange> split(SortParameters parameters, JobInput input) {
        return Split.byteRanges(input.size(), parameters.chunkSize());
    }

    @Override
    public SortRun run(SortParameters parameters, ByteRange item, TaskContext context)
            throws IOException, TaskFailure {
        context.checkStopped();
        SortRun run = new ChunkSort(parameters, context).sort(item);
        context.progress(1);
        return run;
    }

    @Override
    public Codec<SortRun> resultCodec() {
        return SortRun.CODEC;
    }

    @Override
    public Aggregator<SortParameters> aggregator() {
        return SortAnswer.DEFAULT;
    }

    @Override
    public String taskMediaType(SortParameters parameters) {
        return "text/plain";
    }

    /** The lines of a chunk, sorted. */
    @Override
    public void present(SortParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        RunMerge.copyLines(result.data(), out);
    }
}
