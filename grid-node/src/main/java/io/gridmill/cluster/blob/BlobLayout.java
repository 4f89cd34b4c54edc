package io.gridmill.cluster.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where in the directory a blob's file stands; for the owner's eyes only. */
final class BlobLayout {
    private static final Logger LOG = LoggerFactory.getLogger(BlobLayout.class);
    private static final int FAN_OUT = 256;
    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final boolean posix;

    BlobLayout(Path directory) {
        this.directory = directory;
        this.posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What is there. */
    record Contents(long bytes, long files) {}

    /** Makes the folders; what an earlier process left is set aside, its unfinished files go. */
    Contents open() throws IOException {
        Files.createDirectories(directory, ownerOnlyFolder());
        Files.createDirectories(temp(), ownerOnlyFolder());
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(temp())) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
        for (int i = 0; i < FAN_OUT; i++) {
            Path files = folder(i);
            Path found = folder(FAN_OUT + i);
            if (Files.exists(files)) {
                Files.createDirectories(found, ownerOnlyFolder());
                setAside(files, found);
            }
        }
        return contents();
    }

    private static void setAside(Path files, Path found) throws IOException {
        try (DirectoryStream<Path> written = Files.newDirectoryStream(files)) {
            for (Path file : written) {
                Files.move(
                        file,
                        found.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Contents contents() throws IOException {
        var sum = new long[2];
        Path found = directory.resolve("found");
        Files.createDirectories(found, ownerOnlyFolder());
        Files.walkFileTree(
                found,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.size();
                        sum[1]++;
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Contents(sum[0], sum[1]);
    }

    Path temp() {
        return directory.resolve("temp");
    }

    /** Place of a verified file. */
    Path file(String digest) {
        return place("files", digest);
    }

    /** Place of a file that an earlier process left. */
    Path found(String digest) {
        return place("found", digest);
    }

    private Path place(String kind, String digest) {
        Digests.check(digest);
        return directory.resolve(kind).resolve(digest.substring(0, 2)).resolve(digest);
    }

    /**
     * The folders that files stand in, those of one kind after those of the other; made when the
     * first file comes.
     */
    Path folder(int number) {
        return directory
                .resolve(number < FAN_OUT ? "files" : "found")
                .resolve(folderName(number % FAN_OUT));
    }

    /** How many folders there are. */
    int folders() {
        return 2 * FAN_OUT;
    }

    private static String folderName(int number) {
        return HexFormat.of().toHexDigits((byte) number);
    }

    /** Makes the folder of a file where it is not there. */
    void makeFolder(Path file) throws IOException {
        Path folder = file.resolveSibling(".").normalize();
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, ownerOnlyFolder());
            force(folder.resolveSibling("."));
        }
    }

    /** Makes the renaming of a file safe. */
    void forceFolder(Path file) {
        force(file.resolveSibling("."));
    }

    private static void force(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("This file system cannot force a directory", e);
        }
    }

    String digestOf(Path file) throws IOException {
        var hash = Digests.sha256();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                hash.update(buffer.flip());
                buffer.clear();
            }
        }
        return Digests.text(hash);
    }

    FileAttribute<?>[] ownerOnlyFile() {
        return ownerOnly("rw-------");
    }

    private FileAttribute<?>[] ownerOnlyFolder() {
        return ownerOnly("rwx------");
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        if (!posix) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
