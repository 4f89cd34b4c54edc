/**
 * The task types that come with the grid. Their answers are the same bytes for the same job,
 * whatever the number of nodes and the order in which tasks end.
 */
@NullMarked
package io.gridmill.task.builtin;

import org.jspecify.annotations.NullMarked;
