/** The rules of the design that a machine can check. */
@NullMarked
package io.gridmill.architecture;

import org.jspecify.annotations.NullMarked;
