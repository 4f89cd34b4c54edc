package io.gridmill.task.builtin.password;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.ByteRange;
import io.gridmill.task.FieldError;
import io.gridmill.task.JobInput;
import io.gridmill.task.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides an audit: ranges of one list by slices of the other, so that a task takes about as long
 * whether a hash takes a microsecond or a second. The ranges follow each other in the input and
 * each has all its slices one after the other.
 */
final class AuditSplit {
    /** Words stream through a task; this bounds what is lost when a node is. */
    private static final long MOST_WORD_BYTES = 16L * 1024 * 1024;

    /** Hashes are held by the task that reads them. */
    private static final long MOST_HASH_BYTES = 1024 * 1024;

    /** What can be found is held when the answer is made: a million hashes and more. */
    private static final long MOST_HASH_INPUT = 64L * 1024 * 1024;

    private static final double MICROS_TO_READ_A_WORD = 0.02;
    private static final double MICROS_TO_READ_A_HASH = 1;

    private AuditSplit() {}

    static Split<AuditPart> of(PasswordAuditParameters parameters, JobInput input)
            throws IOException {
        check(parameters.input(), input);
        return switch (parameters.input()) {
            case WORDS -> words(parameters.hashes(), input);
            case HASHES -> hashes(parameters.words().size(), input);
            case NONE -> {
                int hashes = parameters.hashes().size();
                int words = parameters.words().size();
                double micros = microsPerPair(parameters.hashes());
                yield split(hashes, 1, words, micros, MICROS_TO_READ_A_HASH, hashes);
            }
        };
    }

    private static Split<AuditPart> words(List<ListedHash> hashes, JobInput input)
            throws IOException {
        double perWord = MICROS_TO_READ_A_WORD;
        for (ShaFunction function : ShaFunction.values()) {
            HashScheme sha = new HashScheme.Sha(function);
            if (hashes.stream().anyMatch(h -> h.hash().scheme().equals(sha))) {
                perWord += function.micros();
            }
        }
        InputSample sample = InputSample.of(input);
        double averageLine = sample.averageLine();
        sample.wipe();
        return split(
                input.size(),
                averageLine,
                hashes.size(),
                microsPerPair(hashes),
                perWord,
                MOST_WORD_BYTES);
    }

    private static Split<AuditPart> hashes(int words, JobInput input) throws IOException {
        InputSample sample = InputSample.of(input);
        List<ListedHash> hashes = new ArrayList<>();
        for (String line : sample.lines()) {
            try {
                hashes.add(new ListedHash(0, 0, EncodedHash.parse(line.strip())));
            } catch (HashFormatException _) {
                // The task that reads the line tells; the last one here may only be cut.
            }
        }
        return split(
                input.size(),
                sample.averageLine(),
                words,
                microsPerPair(hashes),
                MICROS_TO_READ_A_HASH,
                MOST_HASH_BYTES);
    }

    /** Average run time of a word against a hash; nothing for one without salt. */
    private static double microsPerPair(List<ListedHash> hashes) {
        return hashes.stream()
                .mapToDouble(
                        h ->
                                switch (h.hash().scheme()) {
                                    case HashScheme.Sha _ -> 0;
                                    case HashScheme.Bcrypt bcrypt -> bcrypt.micros();
                                    case HashScheme.Pbkdf2 pbkdf2 -> pbkdf2.micros();
                                    case HashScheme.Argon2id argon2 -> argon2.micros();
                                })
                .average()
                .orElse(0);
    }

    private static Split<AuditPart> split(
            long size,
            double averageLine,
            int listed,
            double microsPerPair,
            double microsPerLine,
            long most) {
        int perSlice = (int) Math.clamp(TaskSize.MICROS / microsPerPair, 1, listed);
        double micros = microsPerPair * perSlice + microsPerLine;
        long length = TaskSize.bytes(size, averageLine, micros, most);
        int slices = Math.ceilDiv(listed, perSlice);
        return Split.indexed(
                Math.multiplyExact(Math.ceilDiv(size, length), slices),
                number -> {
                    int from = (int) (number % slices) * perSlice;
                    return new AuditPart(
                            ByteRange.of(number / slices, length, size),
                            from,
                            Math.min(from + perSlice, listed));
                });
    }

    private static void check(AuditInput wanted, JobInput input) {
        if (wanted == AuditInput.NONE && input.present()) {
            throw bad("choice", "input must be left out where hashes and words are parameters");
        }
        if (wanted != AuditInput.NONE && !input.present()) {
            String list = wanted == AuditInput.WORDS ? "words" : "hashes";
            throw bad("required", "input is missing: the " + list + ", one a line");
        }
        if (wanted == AuditInput.HASHES && input.size() > MOST_HASH_INPUT) {
            throw bad(
                    "range",
                    ("input of hashes must be at most " + MOST_HASH_INPUT + " bytes, is ")
                            + (input.size() + "; divide it into several jobs"));
        }
    }

    private static BadParametersException bad(String code, String message) {
        return new BadParametersException(List.of(new FieldError("/input", code, message)));
    }
}
