package io.gridmill.cli;

import io.gridmill.durable.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What outlives all processes. */
final class StoreOptions {
    private static final String PASSWORD = "GRIDMILL_STORE_PASSWORD";

    @Option(
            names = "--store",
            paramLabel = "KIND",
            defaultValue = "${env:GRIDMILL_STORE}",
            description =
                    "What outlives all processes: sqlite (a file, for one machine), postgres or none."
                            + " The same for all nodes of a grid. Also GRIDMILL_STORE.")
    private @Nullable String kind;

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            defaultValue = "${env:GRIDMILL_STORE_URL}",
            description =
                    "Where: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE. Also"
                            + " GRIDMILL_STORE_URL.")
    private @Nullable String url;

    @Option(
            names = "--store-user",
            paramLabel = "NAME",
            defaultValue = "${env:GRIDMILL_STORE_USER}",
            description =
                    "User of the database; its password only in "
                            + PASSWORD
                            + ". Also"
                            + " GRIDMILL_STORE_USER.")
    private @Nullable String user;

    /**
     * The settings.
     *
     * @param file of a SQLite store where no address is given; null where one must be
     * @param otherwise kind where none is given
     */
    StoreSettings settings(
            @Nullable Path file, StoreSettings.Kind otherwise, Map<String, String> environment) {
        StoreSettings.Kind wanted = kind(otherwise);
        if (wanted == StoreSettings.Kind.NONE) {
            return StoreSettings.NONE;
        }
        String address = url == null ? "" : url;
        if (address.isEmpty() && wanted == StoreSettings.Kind.SQLITE && file != null) {
            return StoreSettings.sqlite(file);
        }
        try {
            String password = environment.get(PASSWORD);
            return new StoreSettings(
                    wanted, address, user == null || user.isEmpty() ? null : user, password);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    private StoreSettings.Kind kind(StoreSettings.Kind otherwise) {
        if (kind == null || kind.isEmpty()) {
            return otherwise;
        }
        for (StoreSettings.Kind known : StoreSettings.Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
                return known;
            }
        }
        throw CommandException.usage(
                "--store is " + kind + "; it may be none, sqlite or postgres.");
    }

    /** The arguments that give another node the same store; its password is in the environment. */
    static List<String> arguments(StoreSettings settings) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--store", settings.kind().name().toLowerCase(Locale.ROOT)));
        if (settings.present()) {
            arguments.addAll(List.of("--store-url", settings.url()));
        }
        if (settings.user() != null) {
            arguments.addAll(List.of("--store-user", settings.user()));
        }
        return arguments;
    }
}
