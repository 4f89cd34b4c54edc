package io.gridmill.cli;

import io.gridmill.client.Download;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where a result goes. */
final class ResultOutput {
    private ResultOutput() {}

    /** Fails early when a file could not be written, before hours of work are spent. */
    static void check(@Nullable Path out) {
        if (out == null) {
            return;
        }
        Path folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out)) {
            throw CommandException.usage(out + " is a directory; --out must name a file.");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandException.usage("There is no directory " + folder + " for --out.");
        }
    }

    /**
     * Writes the bytes.
     *
     * @param out null for standard output; a file appears only when it is whole
     */
    static void write(Download result, @Nullable Path out, Terminal terminal) throws IOException {
        if (out == null) {
            copy(result, terminal.out());
            if (terminal.out().checkError()) {
                throw new IOException("Standard output was closed before all was written");
            }
        } else if (Files.exists(out) && !Files.isRegularFile(out)) {
            // A pipe or a device is written to, not replaced.
            try (OutputStream stream = Files.newOutputStream(out, StandardOpenOption.WRITE)) {
                copy(result, stream);
            }
        } else {
            writeWhole(result, out);
        }
    }

    private static void writeWhole(Download result, Path out) throws IOException {
        Path part =
                out.resolveSibling(
                        "." + out.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream stream = Files.newOutputStream(part)) {
                copy(result, stream);
            }
            try {
                Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copy(Download result, OutputStream stream) throws IOException {
        try (InputStream body = result.body()) {
            long written = body.transferTo(stream);
            if (result.size() >= 0 && written != result.size()) {
                throw new IOException(
                        "The result broke off after "
                                + written
                                + " of "
                                + result.size()
                                + " bytes");
            }
        }
        stream.flush();
    }
}
