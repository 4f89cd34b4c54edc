/**
 * Aggregates CSV files of any size by group: rows found exactly by one quick pass, tasks on ranges
 * of whole rows, sorted runs of groups merged to the answer.
 */
@NullMarked
package io.gridmill.task.builtin.csv;

import org.jspecify.annotations.NullMarked;
