/** How results become one answer. Pure. */
@NullMarked
package io.gridmill.aggregate;

import org.jspecify.annotations.NullMarked;
