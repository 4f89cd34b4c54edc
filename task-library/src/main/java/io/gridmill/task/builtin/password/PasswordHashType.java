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
import java.util.Optional;

/**
 * Hashes a list of passwords of any length, one a line. Each line of the input, an empty one too,
 * gives one line of the answer.
 */
public final class PasswordHashType
        implements TaskType<PasswordHashParameters, ByteRange, HashedLines> {
    /** Bounds what a task holds where each byte of its input is a line. */
    private static final long MOST_RESULT_BYTES = 64L * 1024 * 1024;

    private static final byte[] NO_SALT = new byte[0];

    @Override
    public String name() {
        return "password-hash";
    }

    @Override
    public String summary() {
        return "Hashes passwords, one a line, by SHA-2, bcrypt, PBKDF2 or Argon2id; JSON lines.";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.REQUIRED;
    }

    @Override
    public PasswordHashParameters parameters(Parameters source) {
        return PasswordHashParameters.read(source);
    }

    @Override
    public Split<ByteRange> split(PasswordHashParameters parameters, JobInput input)
            throws IOException {
        HashScheme scheme = parameters.scheme();
        InputSample sample = InputSample.of(input);
        double averageLine = sample.averageLine();
        sample.wipe();
        long most = MOST_RESULT_BYTES / recordBytes(scheme);
        long size = input.size();
        long length = TaskSize.bytes(size, averageLine, scheme.micros(), most);
        return Split.byteRanges(size, length);
    }

    @Override
    public HashedLines run(PasswordHashParameters parameters, ByteRange item, TaskContext context)
            throws IOException, TaskFailure {
        context.checkStopped();
        HashScheme scheme = parameters.scheme();
        BatchHasher hasher = BatchHasher.of(scheme, context::checkStopped);
        SaltSource salts = new SaltSource(context.job());
        HashedLines hashes = new HashedLines(recordBytes(scheme));
        int saltBytes = scheme.saltBytes();
        int digestBytes = scheme.digestBytes();
        boolean bcrypt = scheme instanceof HashScheme.Bcrypt;
        try {
            new LineScanner(context, item, TaskSize.linesPerLook(scheme.micros()))
                    .scan(
                            (offset, bytes, from, to) -> {
                                if (bcrypt) {
                                    checkTaken(new LineFault(context, offset), bytes, from, to);
                                }
                                hashes.next();
                                byte[] piece = hashes.piece();
                                int at = hashes.at();
                                byte[] salt = NO_SALT;
                                if (saltBytes > 0) {
                                    salt = salts.salt(offset, saltBytes);
                                    System.arraycopy(salt, 0, piece, at, saltBytes);
                                }
                                hasher.hash(
                                        bytes, from, to, salt, piece, at + saltBytes, digestBytes);
                            });
        } finally {
            hasher.finish();
        }
        return hashes;
    }

    /** bcrypt drops what is behind 72 bytes or a zero byte; a part of a password is not hashed. */
    private static void checkTaken(LineFault line, byte[] bytes, int from, int to)
            throws IOException, TaskFailure {
        int longest = HashScheme.Bcrypt.LONGEST_PASSWORD;
        if (to - from > longest) {
            throw line.of(
                    "password-too-long",
                    "has "
                            + (to - from)
                            + " bytes; bcrypt takes at most "
                            + longest
                            + ". Shorten the password or choose Argon2id or PBKDF2");
        }
        if (HashScheme.Bcrypt.holdsZero(bytes, from, to)) {
            throw line.of(
                    "password-holds-zero",
                    "holds a zero byte, where bcrypt stops reading. Remove it, or choose Argon2id"
                            + " or PBKDF2; is the input UTF-8?");
        }
    }

    private static int recordBytes(HashScheme scheme) {
        return scheme.saltBytes() + scheme.digestBytes();
    }

    /** Nothing of passwords leaves the grid but the answer. */
    @Override
    public Optional<Object> shown(ByteRange item) {
        return Optional.empty();
    }

    @Override
    public Codec<HashedLines> resultCodec() {
        return HashedLines.CODEC;
    }

    @Override
    public Aggregator<PasswordHashParameters> aggregator() {
        return new PasswordHashAnswer();
    }

    @Override
    public String taskMediaType(PasswordHashParameters parameters) {
        return "application/x-ndjson";
    }

    /** As in the answer, but for the line numbers, which count from the task's first line. */
    @Override
    public void present(PasswordHashParameters parameters, TaskResult result, OutputStream out)
            throws IOException {
        HashedLinesWriter lines = new HashedLinesWriter(parameters.scheme(), out);
        lines.write(result.data());
        lines.flush();
    }
}
