package io.gridmill.cli;

import io.gridmill.join.ClusterSecret;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the members of a grid prove to each other. Its text is never an argument. */
final class SecretChoice {
    private static final String VARIABLE = "GRIDMILL_CLUSTER_SECRET";
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private SecretChoice() {}

    /**
     * The secret that is meant; null for none.
     *
     * @param host address of the member port, as numbers
     * @throws CommandException where it is none, or there must be one
     */
    static @Nullable ClusterSecret of(
            Settings settings, String host, Map<String, String> environment) throws IOException {
        try {
            return ClusterSecret.needed(host, read(settings, environment));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    private static @Nullable ClusterSecret read(Settings settings, Map<String, String> environment)
            throws IOException {
        String file = settings.text(Setting.CLUSTER_SECRET_FILE);
        if (!file.isEmpty()) {
            return ClusterSecret.read(Path.of(file));
        }
        String text = environment.getOrDefault(VARIABLE, "");
        return text.isEmpty() ? null : ClusterSecret.parse(text, "The variable " + VARIABLE);
    }

    /**
     * The settings of a grid that begins here: where no secret is given and nobody from elsewhere is
     * meant to join, that of a file, which is made where there is none.
     */
    static Settings withFile(Settings settings, Path file, Map<String, String> environment)
            throws IOException {
        String given = settings.text(Setting.CLUSTER_SECRET_FILE);
        if (!given.isEmpty()) {
            String whole = Path.of(given).toAbsolutePath().toString();
            Source source = settings.given(Setting.CLUSTER_SECRET_FILE).source();
            return settings.with(Map.of(Setting.CLUSTER_SECRET_FILE, whole), source);
        }
        if (!environment.getOrDefault(VARIABLE, "").isEmpty()
                || !settings.flag(Setting.CLUSTER_ENABLED)
                || MemberAddress.joinsOthers(settings)) {
            return settings;
        }
        make(file);
        return settings.with(
                Map.of(Setting.CLUSTER_SECRET_FILE, file.toAbsolutePath().toString()),
                Source.PROGRAM);
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
