/**
 * What stands before Hazelcast on every connection between members. {@code GuardedContext} uses
 * internal classes of Hazelcast's, as {@code SteadyClock} does: look at both with every new version.
 */
@NullMarked
package io.gridmill.cluster.joining;

import org.jspecify.annotations.NullMarked;
