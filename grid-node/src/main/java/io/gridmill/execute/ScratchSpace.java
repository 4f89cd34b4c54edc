package io.gridmill.execute;

import io.gridmill.task.Workspace;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Temporary files of one step, deleted with their directory when it is closed. One thread. */
public final class ScratchSpace implements Workspace, AutoCloseable {
    private final ResultStore store;
    private @Nullable Path directory;
    private int files;

    /** A space that makes its directory when the first file is asked for. */
    public ScratchSpace(ResultStore store) {
        this.store = store;
    }

    @Override
    public Path newFile() throws IOException {
        if (directory == null) {
            directory = store.newDirectory();
        }
        return Files.createFile(directory.resolve("part-" + files++));
    }

    @Override
    public void close() throws IOException {
        if (directory != null) {
            Files.walkFileTree(directory, new DeleteAll());
        }
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
