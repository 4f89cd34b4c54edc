package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.report.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The state of a grid in a file of the data disk, which goes when it has been read.
 *
 * @param size bytes
 */
record StateFile(Path file, long size) implements Content {

    static StateFile of(Engine engine) throws IOException {
        Path directory = engine.dataStore().newDirectory();
        Path file = directory.resolve("state.jsonl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            engine.durable().exportState(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
            throw e;
        }
        return new StateFile(file, Files.size(file));
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public String entityTag() {
        return Integer.toHexString(file.hashCode());
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        in.skipNBytes(offset);
        return in;
    }
}
