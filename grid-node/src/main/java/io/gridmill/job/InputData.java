package io.gridmill.job;

/** The input of a job as it was submitted. */
public sealed interface InputData {

    /** No input. */
    record None() implements InputData {}

    /** Small input that came with the request; the array must not be changed afterwards. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] data) implements InputData {}

    /**
     * Input that was uploaded before.
     *
     * @param digest SHA-256 of the bytes, 64 lower case hexadecimal digits
     */
    record Blob(String digest) implements InputData {}

    /** No input. */
    static InputData none() {
        return new None();
    }
}
