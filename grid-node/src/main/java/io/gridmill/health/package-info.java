/** Whether a node is fit for new work, judged by what others use of its machine. Pure. */
@NullMarked
package io.gridmill.health;

import org.jspecify.annotations.NullMarked;
