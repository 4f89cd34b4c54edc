/** Products of dense matrices: one task per tile of the product. */
@NullMarked
package io.gridmill.task.builtin.matrix;

import org.jspecify.annotations.NullMarked;
