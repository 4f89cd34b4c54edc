/** Decisions of the engine that no other package shows on its own. */
@NullMarked
package io.gridmill.engine;

import org.jspecify.annotations.NullMarked;
