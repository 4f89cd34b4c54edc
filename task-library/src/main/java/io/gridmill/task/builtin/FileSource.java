package io.gridmill.task.builtin;

import io.gridmill.task.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is not written any more. */
record FileSource(Path file, long size) implements Source {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
