package io.gridmill.task.builtin.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The functions of FIPS 180-4 that are used. */
enum ShaFunction {
    SHA_256("SHA-256", 32, 64, 0.06),
    SHA_512("SHA-512", 64, 128, 0.2);

    private final String standardName;
    private final int digestBytes;
    private final int blockBytes;
    private final double micros;

    ShaFunction(String standardName, int digestBytes, int blockBytes, double micros) {
        this.standardName = standardName;
        this.digestBytes = digestBytes;
        this.blockBytes = blockBytes;
        this.micros = micros;
    }

    String standardName() {
        return standardName;
    }

    int digestBytes() {
        return digestBytes;
    }

    /** Bytes of the blocks that the function works on. */
    int blockBytes() {
        return blockBytes;
    }

    /** Rough run time of one short input in microseconds. */
    double micros() {
        return micros;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + standardName, e);
        }
    }
}
