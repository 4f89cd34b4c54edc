package io.gridmill.engine;

import io.gridmill.execute.ResultStore;
import io.gridmill.job.DataRef;
import io.gridmill.task.JobInput;
import java.io.IOException;
import java.io.InputStream;

/** Input that stands in the job's record or in a blob. */
record StoredInput(ResultStore store, DataRef data) implements JobInput {

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public long size() {
        return data.size();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        return store.open(data, offset, length);
    }
}
