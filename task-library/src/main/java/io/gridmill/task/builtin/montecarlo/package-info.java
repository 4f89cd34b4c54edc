/** Estimates by random samples: the same seed gives the same answer on any number of nodes. */
@NullMarked
package io.gridmill.task.builtin.montecarlo;

import org.jspecify.annotations.NullMarked;
