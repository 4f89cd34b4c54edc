/** How a job becomes blocks of tasks: pure planning. */
@NullMarked
package io.gridmill.split;

import org.jspecify.annotations.NullMarked;
