/**
 * What a task author writes against: a {@link io.gridmill.task.TaskType} is a splitter, a handler
 * and an aggregator. Nothing here knows the cluster, HTTP or the clock.
 */
@NullMarked
package io.gridmill.task;

import org.jspecify.annotations.NullMarked;
