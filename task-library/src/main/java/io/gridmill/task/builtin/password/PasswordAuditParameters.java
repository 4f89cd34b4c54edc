package io.gridmill.task.builtin.password;

import io.gridmill.task.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of an audit that are not its input.
 *
 * @param hashes the hashes; none when they are the input
 * @param words the words; none when they are the input
 */
record PasswordAuditParameters(List<ListedHash> hashes, List<String> words) {
    private static final int MOST_LINES = 10_000;
    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

    static PasswordAuditParameters read(Parameters source) {
        List<String> texts = source.lines("hashes", MOST_LINES, MOST_CHARACTERS);
        List<String> words = source.lines("words", MOST_LINES, MOST_CHARACTERS);
        List<ListedHash> hashes = new ArrayList<>();
        for (int line = 0; line < texts.size(); line++) {
            String text = texts.get(line).strip();
            if (!text.isEmpty()) {
                read(source, text, line, hashes);
            }
        }
        source.done();
        PasswordAuditParameters parameters = new PasswordAuditParameters(hashes, words);
        if (hashes.isEmpty() && words.isEmpty()) {
            source.error(
                    "hashes",
                    "required",
                    "is missing: give hashes, then the input is the words, or give words, then the"
                            + " input is the hashes");
            source.done();
        }
        return parameters;
    }

    private static void read(Parameters source, String text, int line, List<ListedHash> hashes) {
        try {
            hashes.add(new ListedHash(line, line, EncodedHash.parse(text)));
        } catch (HashFormatException e) {
            source.error(
                    "hashes",
                    "format",
                    "line " + (line + 1) + " is no hash that can be audited: " + e.getMessage());
        }
    }

    /** Which list must be the input. */
    AuditInput input() {
        if (hashes.isEmpty()) {
            return AuditInput.HASHES;
        }
        return words.isEmpty() ? AuditInput.WORDS : AuditInput.NONE;
    }

    /** How many there are: neither hashes nor words are for logs. */
    @Override
    public String toString() {
        return hashes.size() + " hashes, " + words.size() + " words";
    }
}
