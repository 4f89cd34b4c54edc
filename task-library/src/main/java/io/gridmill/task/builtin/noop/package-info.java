/** Tasks that do nothing, sleep, burn or fail, to try a grid with. */
@NullMarked
package io.gridmill.task.builtin.noop;

import org.jspecify.annotations.NullMarked;
