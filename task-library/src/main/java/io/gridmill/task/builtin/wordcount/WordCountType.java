package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Aggregator;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.ByteRange;
import io.gridmill.task.Codec;
import io.gridmill.task.FieldError;
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
import java.util.List;

/**
 * Counts the words of a text of any size. A word is what {@code tr -s '[:space:]' '\n'} leaves in
 * the C locale: bytes between white space.
 */
public final class WordCountType implements TaskType<WordCountParameters, ByteRange, WordRun> {
    /** Different words held in a table, about 40 MB with words of 10 bytes. */
    private static final int MOST_WORDS_IN_TABLE = 512 * 1024;

    @Override
    public String name() {
        return "word-count";
    }

    @Override
    public String summary() {
        return "Counts the words of the input; CSV, the most frequent first.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.REQUIRED;
    }

    @Override
    public WordCountParameters parameters(Parameters source) {
        return WordCountParameters.read(source);
    }

    @Override
    public Split<ByteRange> split(WordCountParameters parameters, JobInput input) {
        long size = input.size();
        if (size > CountSort.HIGHEST_COUNT) {
            throw new BadParametersException(
                    List.of(
                            new FieldError(
                                    "/input",
                                    "range",
                                    "input must be at most "
                                            + CountSort.HIGHEST_COUNT
                                            + " bytes, is "
                                            + size)));
        }
        return Split.byteRanges(size, parameters.chunkSize());
    }

    @Override
    public WordRun run(WordCountParameters parameters, ByteRange item, TaskContext context)
            throws IOException, TaskFailure {
        context.checkStopped();
        ChunkCount words = new ChunkCount(parameters.ignoreCase(), MOST_WORDS_IN_TABLE);
        new WordScanner(context, item, words).scan();
        return words.result();
    }

    @Override
    public Codec<WordRun> resultCodec() {
        return WordRun.CODEC;
    }

    @Override
    public Aggregator<WordCountParameters> aggregator() {
        return WordCountAnswer.DEFAULT;
    }

    @Override
    public String taskMediaType(WordCountParameters parameters) {
        return "text/csv";
    }

    /** The counts of one chunk, by word. */
    @Override
    public void present(WordCountParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        WordCsv csv = new WordCsv(out);
        WordMerge.mergeAtOnce(List.of(result.data()), WordRunReader.BY_WORD, csv);
        csv.flush();
    }
}
