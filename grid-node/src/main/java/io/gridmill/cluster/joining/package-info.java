/**
 * What stands before Hazelcast on every connection between members. {@code GuardedContext} is the
 * one class that uses internal classes of Hazelcast's: look at it with every new version.
 */
@NullMarked
package io.gridmill.cluster.joining;

import org.jspecify.annotations.NullMarked;
