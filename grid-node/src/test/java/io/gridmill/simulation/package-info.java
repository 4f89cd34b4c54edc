/**
 * A small world in which the pure core runs as on a grid: virtual time, members that crash, messages
 * that are late, lost or doubled, all drawn from one seed.
 *
 * <p>What it models of the grid: partitions with an owner and synchronous backups, operations that
 * run on the owner and are repeated when their answer is lost, promotion of a backup, members that
 * leave and join, workers that stand still. What it does not: a split of the network, backups that
 * miss a change and are never told, Jet. Those need real members.
 */
@NullMarked
package io.gridmill.simulation;

import org.jspecify.annotations.NullMarked;
