package io.gridmill.node;

import io.gridmill.execute.ResultStore;
import io.gridmill.job.DataRef;
import io.gridmill.report.Content;
import java.io.IOException;
import java.io.InputStream;

/** Bytes behind a reference. */
record StoredContent(ResultStore store, DataRef data, String mediaType, String entityTag)
        implements Content {

    @Override
    public long size() {
        return data.size();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        return store.open(data, offset, length);
    }
}
