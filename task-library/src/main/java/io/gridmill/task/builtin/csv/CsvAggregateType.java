package io.gridmill.task.builtin.csv;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.InputRule;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Source;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * Groups the rows of a CSV file of any size and computes counts, sums, means, extremes and
 * percentiles of the groups. The answer, {@link AnswerCsv}, depends on the input and the parameters
 * alone.
 */
public final class CsvAggregateType implements TaskType<CsvParameters, CsvChunk, CsvRun> {
    /** Bytes of the groups that a task holds at once. */
    private static final long MEMORY = 24L * 1024 * 1024;

    @Override
    public String name() {
        return "csv-aggregate";
    }

    @Override
    public String summary() {
        return "Groups the rows of a CSV file: count, sum, mean, min, max, percentiles; CSV.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.REQUIRED;
    }

    @Override
    public CsvParameters parameters(Parameters source) {
        return CsvParameters.read(source);
    }

    /** Reads the header at once, the rest as chunks are asked for. */
    @Override
    public Split<CsvChunk> split(CsvParameters parameters, JobInput input) throws IOException {
        CsvHeader header = CsvHeader.read(parameters, input);
        ChunkSplitter chunks = new ChunkSplitter(parameters, header, input);
        return new Split.Streamed<>(OptionalLong.of(chunks.count()), chunks);
    }

    @Override
    public CsvRun run(CsvParameters parameters, CsvChunk item, TaskContext context)
            throws IOException, TaskFailure {
        return new ChunkAggregation(parameters, item, context, MEMORY).run();
    }

    @Override
    public Codec<CsvChunk> itemCodec() {
        return CsvChunk.CODEC;
    }

    @Override
    public Codec<CsvRun> resultCodec() {
        return CsvRun.CODEC;
    }

    @Override
    public Aggregator<CsvParameters> aggregator() {
        return CsvAnswer.DEFAULT;
    }

    @Override
    public String taskMediaType(CsvParameters parameters) {
        return "text/csv";
    }

    /** The answer as it would be if the chunk were the whole input. */
    @Override
    public void present(CsvParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        Source run = result.data();
        CsvAnswer.present(parameters, run, out);
    }
}
