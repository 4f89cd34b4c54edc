/**
 * What outlives all processes of a grid: few moments in the life of jobs, in a database. Knows
 * nothing of Hazelcast; the databases themselves are in {@code sql}.
 */
@NullMarked
package io.gridmill.durable;

import org.jspecify.annotations.NullMarked;
