package io.gridmill.task.builtin.simd;

import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.builtin.mandelbrot.MandelbrotType;
import io.gridmill.task.builtin.matrix.MatrixMultiplyType;
import io.gridmill.task.builtin.password.PasswordHashType;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.NullMarked;

/** A program that says whether it has the Vector API, and the digest of what some jobs answer. */
@NullMarked
final class DigestOfJobs {
    private DigestOfJobs() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(VectorModule.available() + " " + digest());
    }

    static String digest() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(
                LocalRun.of(
                                new MandelbrotType(),
                                "{\"width\": 300, \"height\": 200, \"tileSize\": 50}",
                                JobInput.none())
                        .answer());
        digest.update(
                LocalRun.of(
                                new MatrixMultiplyType(),
                                "{\"size\": 200, \"tileSize\": 70, \"output\": \"binary\"}",
                                JobInput.none())
                        .answer());
        digest.update(
                LocalRun.of(
                                new PasswordHashType(),
                                "{}",
                                BytesInput.ofUtf8("a\nbc\n\n" + "password\n".repeat(100)))
                        .answer());
        return HexFormat.of().formatHex(digest.digest());
    }
}
