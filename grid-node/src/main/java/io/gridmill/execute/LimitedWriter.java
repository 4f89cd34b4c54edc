package io.gridmill.execute;

import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;

/** Refuses results above a size. */
final class LimitedWriter extends ResultStore.Writer {
    private final ResultStore.Writer out;
    private final long limit;

    LimitedWriter(ResultStore.Writer out, long limit) {
        this.out = out;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        check(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        check(length);
        out.write(bytes, offset, length);
    }

    private void check(int more) {
        if (out.size() + more > limit) {
            throw new GridException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "The task's result is larger than "
                            + limit
                            + " bytes (task.maxResultBytes); make the tasks smaller or raise it");
        }
    }

    @Override
    public long size() {
        return out.size();
    }

    @Override
    public DataRef finish() throws IOException {
        return out.finish();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
