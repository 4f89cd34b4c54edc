/** Pictures of the Mandelbrot set: one task per tile, put together band by band. */
@NullMarked
package io.gridmill.task.builtin.mandelbrot;

import org.jspecify.annotations.NullMarked;
