package io.gridmill.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of 24 MiB that can be filled. */
final class SmallDisk {
    private static final String SIZE = "size=24m";

    private SmallDisk() {}

    static void mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        Shell.run("mount", "-t", "tmpfs", "-o", SIZE, "gridmill-chaos", directory.toString());
    }

    /** Writes until nothing more goes on it. */
    static void fill(Path directory) throws IOException {
        byte[] piece = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(directory.resolve("filler"))) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space")) {
                throw full;
            }
        }
    }

    static void empty(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("filler"));
    }

    /** Takes it away where there is one. */
    static void unmount(Path directory) {
        if (Shell.attempt("mountpoint", "-q", directory.toString()).status() == 0) {
            Shell.attempt("umount", "-l", directory.toString());
        }
    }
}
