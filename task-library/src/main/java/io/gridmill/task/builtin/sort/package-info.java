/**
 * Sorts the lines of an input of any size: each task sorts one range of bytes to a run, and runs
 * are merged to the answer.
 */
@NullMarked
package io.gridmill.task.builtin.sort;

import org.jspecify.annotations.NullMarked;
