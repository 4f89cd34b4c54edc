/**
 * The HTTP API: everything that {@link io.gridmill.node.GridOperations} offers, as JSON, bytes and
 * event streams.
 */
@NullMarked
package io.gridmill.api;

import org.jspecify.annotations.NullMarked;
