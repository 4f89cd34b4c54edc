/** Configuration, wiring, and the embeddable node. */
@NullMarked
package io.gridmill.node;

import org.jspecify.annotations.NullMarked;
