package io.gridmill.cli;

import io.gridmill.join.ClusterSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the members of a grid prove to each other. Its text is never an argument. */
final class SecretOptions {
    private static final String VARIABLE = "GRIDMILL_CLUSTER_SECRET";
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    @Option(
            names = "--cluster-secret-file",
            paramLabel = "FILE",
            defaultValue = "${env:GRIDMILL_CLUSTER_SECRET_FILE}",
            description = {
                "A secret that all nodes of a grid have, of 32 characters or more; needed with an",
                "--address beyond this machine. Two lines while it is changed: the first is used, both",
                "are accepted. Also GRIDMILL_CLUSTER_SECRET_FILE, or the text in GRIDMILL_CLUSTER_SECRET."
            })
    private @Nullable Path file;

    /** The secret that was given; null for none. */
    @Nullable ClusterSecret secret(Map<String, String> environment) throws IOException {
        try {
            Optional<Path> from = given();
            if (from.isPresent()) {
                return ClusterSecret.read(from.get());
            }
            String text = environment.getOrDefault(VARIABLE, "");
            return text.isEmpty() ? null : ClusterSecret.parse(text, "The variable " + VARIABLE);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    /** The same, else that of the file, which is made where there is none. */
    ClusterSecret secretOrMade(Path otherwise, Map<String, String> environment) throws IOException {
        ClusterSecret known = secret(environment);
        if (known != null) {
            return known;
        }
        file = otherwise;
        make(otherwise);
        return ClusterSecret.read(otherwise);
    }

    /** The arguments that give another node of this machine the same; its environment is the same. */
    List<String> arguments() {
        return given().map(
                        from -> List.of("--cluster-secret-file", from.toAbsolutePath().toString()))
                .orElse(List.of());
    }

    /** The file, where the secret comes from one. */
    Optional<Path> given() {
        return Optional.ofNullable(file).filter(from -> !from.toString().isEmpty());
    }

    private static void make(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(file, posix ? OWNER_ONLY : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException _) {
            return;
        }
        String text = ClusterSecret.generate(new SecureRandom()) + "\n";
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
