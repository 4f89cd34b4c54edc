package io.gridmill.cluster.blob;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over the files of a directory a few at a time, again and again. For one thread. */
final class FileRound implements AutoCloseable {
    private static final int FOLDERS_AT_ONCE = 16;

    private final BlobLayout layout;
    private int folder;
    private @Nullable DirectoryStream<Path> stream;
    private @Nullable Iterator<Path> files;

    FileRound(BlobLayout layout) {
        this.layout = layout;
    }

    /** The next digests of the next few folders, at most this many; none where those are empty. */
    List<String> next(int most) throws IOException {
        List<String> digests = new ArrayList<>();
        for (int opened = 0; digests.size() < most && opened < FOLDERS_AT_ONCE; opened++) {
            if (files == null) {
                openFolder();
            }
            take(digests, most);
        }
        return digests;
    }

    @SuppressWarnings("StreamResourceLeak") // Closed at its end, or with the round.
    private void openFolder() throws IOException {
        Path next = layout.folder(folder);
        folder = (folder + 1) % layout.folders();
        if (Files.exists(next)) {
            stream = Files.newDirectoryStream(next);
            files = stream.iterator();
        }
    }

    private void take(List<String> digests, int most) throws IOException {
        while (files != null && digests.size() < most) {
            if (!files.hasNext()) {
                close();
                return;
            }
            var name = files.next().getFileName().toString();
            if (Digests.isDigest(name)) {
                digests.add(name);
            }
        }
    }

    @Override
    public void close() throws IOException {
        files = null;
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
