package io.gridmill.node;

import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tasks of a job, fetched a page at a time. Not thread-safe. */
final class TaskPages implements Iterator<TaskStatus> {
    private static final int SIZE = 500;

    private final GridOperations grid;
    private final String job;
    private Page<TaskStatus> page;
    private int next;

    private TaskPages(GridOperations grid, String job) {
        this.grid = grid;
        this.job = job;
        this.page = grid.tasks(job, null, null, SIZE);
    }

    static Stream<TaskStatus> of(GridOperations grid, String job) {
        Iterator<TaskStatus> tasks = new TaskPages(grid, job);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(tasks, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (next == page.items().size() && page.next() != null) {
            page = grid.tasks(job, null, page.next(), SIZE);
            next = 0;
        }
        return next < page.items().size();
    }

    @Override
    public TaskStatus next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Job " + job + " has no more tasks");
        }
        return page.items().get(next++);
    }
}
