package io.gridmill.cluster.members;

import io.gridmill.engine.Heartbeat;
import io.gridmill.report.NodeCondition;

/**
 * A node as this member sees it.
 *
 * @param last what it said last
 * @param condition what it says of itself, or SUSPECT or OFFLINE, which only others can say
 */
public record Sighting(Heartbeat last, NodeCondition condition) {}
