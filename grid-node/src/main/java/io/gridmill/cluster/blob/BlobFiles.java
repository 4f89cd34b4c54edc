package io.gridmill.cluster.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The blobs on this member's disk, each in a file named by its digest that is put in place whole.
 *
 * <p>{@code files} holds what this process wrote and verified; {@code found} what an earlier one
 * left, which counts for nothing until its digest is verified, and then need not be copied again;
 * {@code temp} what is in writing, emptied at start. Thread-safe.
 */
final class BlobFiles {
    private final BlobLayout layout;
    private final DiskBudget budget;
    private final long maxBlob;
    private final boolean forced;
    private final Pins pins = new Pins();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong temps = new AtomicLong();

    /** Opens the directory, which is of this process alone. */
    BlobFiles(Path directory, BlobLimits limits) throws IOException {
        layout = new BlobLayout(directory);
        var left = layout.open();
        budget = new DiskBudget(limits.diskBudget(), Files.getFileStore(directory));
        budget.count(left.bytes());
        files.set(left.files());
        maxBlob = limits.maxBlob();
        forced = limits.forced();
    }

    Pins.Pin pin(String digest) {
        return pins.pin(digest);
    }

    /** The caller closes it. */
    TempFile create() throws IOException {
        Path path = layout.temp().resolve(Long.toString(temps.incrementAndGet()));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var channel = FileChannel.open(path, options, layout.ownerOnlyFile());
        return new TempFile(path, channel, budget, maxBlob, forced);
    }

    /** Puts a finished file in its place. The caller has pinned the digest. */
    void install(TempFile temp, String digest) throws IOException {
        Path path = layout.file(digest);
        var lock = pins.lock(digest);
        lock.lock();
        try {
            place(temp.path(), path, temp.size());
            temp.markMoved();
            remove(layout.found(digest));
        } finally {
            lock.unlock();
        }
        if (forced) {
            layout.forceFolder(path);
        }
    }

    /** Under the digest's lock: the same content may have been here before. */
    private void place(Path from, Path to, long size) throws IOException {
        boolean again = Files.exists(to);
        layout.makeFolder(to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (again) {
            budget.giveBack(size);
        } else {
            files.incrementAndGet();
        }
    }

    /**
     * Whether the file is here, also after a look at what an earlier process left, which is moved
     * in place when its digest is right and deleted when it is not. The caller has pinned it.
     */
    boolean has(String digest, long size) throws IOException {
        Path found = layout.found(digest);
        if (isInPlace(digest)) {
            return true;
        }
        if (!Files.exists(found) || Files.size(found) != size) {
            return false;
        }
        boolean right = isRight(found, digest); // May take long, so without the lock.
        takeOver(found, digest, right);
        return isInPlace(digest);
    }

    /** Waits for a deletion under way that began before the caller's pin. */
    private boolean isInPlace(String digest) {
        var lock = pins.lock(digest);
        lock.lock();
        try {
            return Files.exists(layout.file(digest));
        } finally {
            lock.unlock();
        }
    }

    private void takeOver(Path found, String digest, boolean right) throws IOException {
        Path path = layout.file(digest);
        var lock = pins.lock(digest);
        lock.lock();
        try {
            if (!right) {
                remove(found);
            } else if (Files.exists(found)) {
                long size = Files.size(found);
                files.decrementAndGet();
                place(found, path, size);
            }
        } finally {
            lock.unlock();
        }
        if (forced) {
            layout.forceFolder(path);
        }
    }

    private boolean isRight(Path found, String digest) throws IOException {
        try {
            return layout.digestOf(found).equals(digest);
        } catch (NoSuchFileException e) {
            return true; // Moved in place meanwhile, by one who found it right.
        }
    }

    /** Size of the file, empty where it is not here. */
    OptionalLong size(String digest) {
        try {
            return OptionalLong.of(Files.size(layout.file(digest)));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Part of a file, cut at its end; null where it is not here. */
    @Nullable InputStream open(String digest, long offset, long length) throws IOException {
        try {
            var channel = FileChannel.open(layout.file(digest), StandardOpenOption.READ);
            return new RangeStream(channel, offset, length);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Part of a file in memory, cut at its end; null where it is not here. */
    byte @Nullable [] read(String digest, long offset, int length) throws IOException {
        try (var channel = FileChannel.open(layout.file(digest), StandardOpenOption.READ)) {
            long there = Math.clamp(channel.size() - offset, 0, length);
            var buffer = ByteBuffer.allocate((int) there);
            while (buffer.hasRemaining()
                    && channel.read(buffer, offset + buffer.position()) >= 0) {}
            return buffer.array();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Deletes the file unless it is pinned or wanted, which is asked under the digest's lock. A
     * commit that pins later puts its own file in place afterwards.
     *
     * @return whether a file was deleted
     */
    boolean deleteUnless(String digest, BooleanSupplier wanted) throws IOException {
        var lock = pins.lock(digest);
        lock.lock();
        try {
            if (pins.isPinned(digest) || wanted.getAsBoolean()) {
                return false;
            }
            boolean verified = remove(layout.file(digest));
            return remove(layout.found(digest)) || verified;
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Path path) throws IOException {
        try {
            long size = Files.size(path);
            Files.delete(path);
            files.decrementAndGet();
            budget.giveBack(size);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A walk over all digests here, verified or not, that goes round. */
    FileRound round() {
        return new FileRound(layout);
    }

    BlobStats stats() {
        return new BlobStats(budget.used(), files.get(), budget.limit());
    }
}
