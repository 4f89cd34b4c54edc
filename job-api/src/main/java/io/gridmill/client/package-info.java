/** A small client of the HTTP API: the same records as the engine's, over {@code java.net.http}. */
@NullMarked
package io.gridmill.client;

import org.jspecify.annotations.NullMarked;
