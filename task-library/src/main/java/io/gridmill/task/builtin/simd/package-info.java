/** Whether the JVM's Vector API may be used, decided once. */
@NullMarked
package io.gridmill.task.builtin.simd;

import org.jspecify.annotations.NullMarked;
