package io.gridmill.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the system, such as {@code ip}. */
final class Shell {
    private Shell() {}

    /** What a program printed, both streams. */
    record Outcome(int status, String text) {}

    /** Runs a program to its end, whatever that is. */
    static Outcome attempt(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text.strip());
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        }
    }

    /** Runs a program that must succeed and returns what it printed. */
    static String run(String... command) {
        Outcome outcome = attempt(command);
        if (outcome.status() != 0) {
            throw new UncheckedIOException(
                    new IOException(
                            List.of(command)
                                    + " ended with status "
                                    + outcome.status()
                                    + ": "
                                    + outcome.text()));
        }
        return outcome.text();
    }
}
