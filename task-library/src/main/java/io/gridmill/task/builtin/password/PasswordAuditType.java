package io.gridmill.task.builtin.password;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds which hashes have a word of a list as their password. Of the two lists one is the input, of
 * any size, and the other a parameter. Says line numbers only, never a word.
 */
public final class PasswordAuditType
        implements TaskType<PasswordAuditParameters, AuditPart, AuditTally> {
    private static final int HASHES_PER_LOOK = 256;

    @Override
    public String name() {
        return "password-audit";
    }

    @Override
    public String summary() {
        return "Finds the hashes whose password is in a list of words; line numbers as JSON lines.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.OPTIONAL;
    }

    @Override
    public PasswordAuditParameters parameters(Parameters source) {
        return PasswordAuditParameters.read(source);
    }

    @Override
    public Split<AuditPart> split(PasswordAuditParameters parameters, JobInput input)
            throws IOException {
        return AuditSplit.of(parameters, input);
    }

    @Override
    public AuditTally run(PasswordAuditParameters parameters, AuditPart item, TaskContext context)
            throws IOException, TaskFailure {
        context.checkStopped();
        AuditTally tally = new AuditTally(parameters.input());
        switch (parameters.input()) {
            case WORDS -> tryInput(parameters.hashes(), item, context, tally);
            case HASHES -> {
                List<ListedHash> hashes = new ArrayList<>();
                tally.end(read(item.range(), context, hashes), item.first());
                tryList(hashes, parameters.words(), item, context, tally);
            }
            case NONE -> {
                ByteRange range = item.range();
                List<ListedHash> hashes =
                        parameters.hashes().subList((int) range.offset(), (int) range.end());
                tryList(hashes, parameters.words(), item, context, tally);
            }
        }
        return tally;
    }

    /** Tries the words of the input. */
    private static void tryInput(
            List<ListedHash> listed, AuditPart item, TaskContext context, AuditTally tally)
            throws IOException, TaskFailure {
        List<ListedHash> hashes = listed.subList(item.from(), item.to());
        HashTargets targets = new HashTargets(hashes, context::checkStopped);
        AuditHints hints = new AuditHints(context.hints(), targets);
        hints.next(item.range().offset());
        if (targets.allDone() && !item.first()) {
            return;
        }
        WordCounter words = new WordCounter(targets, hints, tally);
        int perLook = TaskSize.linesPerLook(targets.micros());
        long lines = new LineScanner(context, item.range(), perLook).scan(words);
        tally.end(lines, item.first());
        hints.tell();
    }

    /** Reads the hashes of the input; how many lines there are. */
    private static long read(ByteRange range, TaskContext context, List<ListedHash> hashes)
            throws IOException, TaskFailure {
        long[] line = new long[1];
        return new LineScanner(context, range, HASHES_PER_LOOK, _ -> {})
                .scan(
                        (offset, bytes, from, to) -> {
                            String text =
                                    new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                                            .strip();
                            if (!text.isEmpty()) {
                                EncodedHash hash = parse(text, new LineFault(context, offset));
                                // The input of hashes is shorter than 2 GiB.
                                hashes.add(new ListedHash(line[0], (int) offset, hash));
                            }
                            line[0]++;
                        });
    }

    private static EncodedHash parse(String text, LineFault line) throws IOException, TaskFailure {
        try {
            return EncodedHash.parse(text);
        } catch (HashFormatException e) {
            throw line.of("bad-hash", "is no hash that can be audited: " + e.getMessage());
        }
    }

    /** Tries a slice of the words that are a parameter. */
    private static void tryList(
            List<ListedHash> hashes,
            List<String> words,
            AuditPart item,
            TaskContext context,
            AuditTally tally) {
        HashTargets targets = new HashTargets(hashes, context::checkStopped);
        AuditHints hints = new AuditHints(context.hints(), targets);
        for (int i = item.from(); i < item.to(); i++) {
            context.checkStopped();
            hints.next(i);
            if (targets.allDone()) {
                break;
            }
            int word = i;
            byte[] bytes = words.get(word).getBytes(StandardCharsets.UTF_8);
            targets.tryWord(
                    bytes,
                    0,
                    bytes.length,
                    hash -> {
                        tally.add(hash.line(), word);
                        hints.found(hash, word);
                    });
            Arrays.fill(bytes, (byte) 0);
            context.progress((double) (word - item.from()) / (item.to() - item.from()));
        }
        hints.tell();
    }

    /** Nothing of passwords leaves the grid but the answer. */
    @Override
    public Optional<Object> shown(AuditPart item) {
        return Optional.empty();
    }

    @Override
    public Codec<AuditTally> resultCodec() {
        return AuditTally.CODEC;
    }

    @Override
    public Aggregator<PasswordAuditParameters> aggregator() {
        return new PasswordAuditAnswer();
    }

    @Override
    public String taskMediaType(PasswordAuditParameters parameters) {
        return "application/x-ndjson";
    }

    /** As in the answer, but for the lines of the input, which count from the task's first one. */
    @Override
    public void present(PasswordAuditParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        PasswordAuditAnswer.write(AuditTally.read(result.data()), out);
    }

    /** Tries each line of the input and counts them all, also when nothing is left to be found. */
    private static final class WordCounter implements LineSink {
        private final HashTargets targets;
        private final AuditHints hints;
        private final AuditTally tally;
        private long line;

        WordCounter(HashTargets targets, AuditHints hints, AuditTally tally) {
            this.targets = targets;
            this.hints = hints;
            this.tally = tally;
        }

        @Override
        public void line(long offset, byte[] bytes, int from, int to) {
            if (!targets.allDone()) {
                hints.next(offset);
                targets.tryWord(bytes, from, to, hash -> found(hash, offset));
            }
            line++;
        }

        private void found(ListedHash hash, long offset) {
            tally.add(hash.line(), line);
            hints.found(hash, offset);
        }
    }
}
