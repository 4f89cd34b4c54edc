package io.gridmill.task.builtin.password;

/** Which of its two lists an audit has as the job's input; the others are parameters. */
enum AuditInput {
    /** The words; the hashes are a parameter. */
    WORDS,
    /** The hashes; the words are a parameter. */
    HASHES,
    /** Neither: both are parameters. */
    NONE;

    /** The match with the line of the input's list moved. */
    AuditMatch moved(AuditMatch match, long by) {
        return switch (this) {
            case WORDS -> new AuditMatch(match.hash(), match.word() + by);
            case HASHES -> new AuditMatch(match.hash() + by, match.word());
            case NONE -> match;
        };
    }
}
