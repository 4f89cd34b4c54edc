/**
 * Whether two members take each other: the cluster secret, and what must be alike on both sides.
 * Nothing here knows Hazelcast, clocks or dice; the handshake reads and writes streams.
 */
@NullMarked
package io.gridmill.join;

import org.jspecify.annotations.NullMarked;
