package io.gridmill.task.builtin.password;

import io.gridmill.task.Codec;
import io.gridmill.task.Source;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in one task, or in consecutive ones. A task does not know how many lines of the
 * input stand before its own, so lines of the input are counted from the beginning of its range,
 * and put right when tallies are appended in the order of the tasks. Holds no word and no hash.
 */
final class AuditTally {
    static final Codec<AuditTally> CODEC =
            new Codec<>() {
                @Override
                public void write(AuditTally value, DataOutputStream out) throws IOException {
                    value.write(out);
                }

                @Override
                public AuditTally read(DataInputStream in) throws IOException {
                    return AuditTally.read(in);
                }
            };

    private static final Comparator<AuditMatch> ORDER =
            Comparator.comparingLong(AuditMatch::hash).thenComparingLong(AuditMatch::word);
    private static final int LEAST_TO_COMPACT = 16_384;

    private final AuditInput input;

    /** Lines of the input that this tally moves on by. */
    private long lines;

    /** What to add to its own lines of the input: not 0 where its range was counted before. */
    private long shift;

    private List<AuditMatch> matches = new ArrayList<>();
    private int compactAt = LEAST_TO_COMPACT;

    /**
     * Nothing yet.
     *
     * @param input which list the input is, whose lines are those to be put right
     */
    AuditTally(AuditInput input) {
        this.input = input;
    }

    void add(long hash, long word) {
        matches.add(new AuditMatch(hash, word));
    }

    /**
     * Ends the tally of a task.
     *
     * @param lines lines of the input that start in the task's range
     * @param first whether the task is the first one of its range, which counts them
     */
    void end(long lines, boolean first) {
        this.lines = first ? lines : 0;
        this.shift = first ? 0 : -lines;
    }

    /** Appends what comes after in the input. */
    void append(AuditTally next) {
        long before = lines + next.shift;
        for (AuditMatch match : next.matches) {
            matches.add(input.moved(match, before));
        }
        lines += next.lines;
        if (matches.size() >= compactAt) {
            compact();
            compactAt = Math.max(LEAST_TO_COMPACT, 2 * matches.size());
        }
    }

    /** The first word of each hash, by hash. */
    Collection<AuditMatch> matches() {
        compact();
        return matches;
    }

    private void compact() {
        matches.sort(ORDER);
        List<AuditMatch> firsts = new ArrayList<>();
        for (AuditMatch match : matches) {
            if (firsts.isEmpty() || firsts.getLast().hash() != match.hash()) {
                firsts.add(match);
            }
        }
        matches = firsts;
    }

    private void write(DataOutputStream out) throws IOException {
        compact();
        out.writeByte(input.ordinal());
        out.writeLong(lines);
        out.writeLong(shift);
        out.writeInt(matches.size());
        for (AuditMatch match : matches) {
            out.writeLong(match.hash());
            out.writeLong(match.word());
        }
    }

    static AuditTally read(Source source) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(source.open()))) {
            return read(in);
        }
    }

    private static AuditTally read(DataInputStream in) throws IOException {
        AuditTally tally = new AuditTally(AuditInput.values()[in.readByte()]);
        tally.lines = in.readLong();
        tally.shift = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            tally.add(in.readLong(), in.readLong());
        }
        return tally;
    }
}
