package io.gridmill.cluster.blob;

/** What a member says that was asked to hold a blob. */
enum HoldAnswer {
    /** The file is safe there and the record lists the member. */
    HELD(0),
    /** Nobody needs the blob: there is no record. */
    NO_RECORD(1),
    /** No room. */
    DISK_FULL(2),
    /** It could not be had from any source; another time it may. */
    FAILED(3);

    private final int number;

    HoldAnswer(int number) {
        this.number = number;
    }

    /** Stands in messages. */
    int number() {
        return number;
    }

    /** Answers of a number that this build does not know count as failed. */
    static HoldAnswer of(int number) {
        for (HoldAnswer answer : values()) {
            if (answer.number == number) {
                return answer;
            }
        }
        return FAILED;
    }
}
