package io.gridmill.engine;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes all blocks of a source, some at once, waiting while there are none yet. Used once. */
final class ShareWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ShareWriter.class);
    private static final int AT_ONCE = 64;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Loop loop;
    private final Function<NumberedBlock, CompletableFuture<Long>> write;
    private final BlockSource source;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private int underWay;
    private long tasks;
    private boolean filling;
    private boolean fillAgain;
    private boolean looksAgain;

    ShareWriter(
            Loop loop, Function<NumberedBlock, CompletableFuture<Long>> write, BlockSource source) {
        this.loop = loop;
        this.write = write;
        this.source = source;
    }

    /** Completes with the number of tasks written. */
    CompletableFuture<Long> run() {
        fill();
        return result;
    }

    private synchronized void fill() {
        // Writes may end at once, on this very stack: a loop instead of a recursion.
        fillAgain = true;
        if (filling || result.isDone()) {
            return;
        }
        filling = true;
        try {
            while (fillAgain && !result.isDone()) {
                fillAgain = false;
                fillOnce();
            }
        } catch (IOException | RuntimeException e) {
            end(e);
        } finally {
            filling = false;
        }
    }

    private void fillOnce() throws IOException {
        while (underWay < AT_ONCE) {
            NumberedBlock block = source.next();
            if (block == null) {
                break;
            }
            underWay++;
            var _ = write.apply(block).whenComplete(this::written);
        }
        if (source.done() && underWay == 0) {
            end(null);
        } else if (!source.done() && underWay < AT_ONCE && !looksAgain) {
            looksAgain = true;
            loop.after(LOOK_AGAIN_MILLIS, this::lookAgain);
        }
    }

    private synchronized void lookAgain() {
        looksAgain = false;
        fill();
    }

    private synchronized void written(Long count, Throwable failure) {
        underWay--;
        if (failure != null) {
            end(failure);
        } else {
            tasks += count;
            fill();
        }
    }

    private void end(@org.jspecify.annotations.Nullable Throwable failure) {
        try {
            source.close();
        } catch (IOException e) {
            LOG.debug("The source of a split cannot be closed", e);
        }
        if (failure == null) {
            result.complete(tasks);
        } else {
            result.completeExceptionally(failure);
        }
    }
}
