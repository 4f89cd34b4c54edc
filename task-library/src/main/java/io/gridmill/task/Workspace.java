package io.gridmill.task;

import java.io.IOException;
import java.nio.file.Path;

/** Temporary files of one fold, combine or finish; all are deleted when it ends. */
public interface Workspace {

    /** A new empty file on the node's data disk. */
    Path newFile() throws IOException;
}
