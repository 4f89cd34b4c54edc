/**
 * Real processes on machines of their own (network namespaces), a fault, a client that notes what was
 * acknowledged, and a comparison afterwards. Read {@link io.gridmill.chaos.Scenarios} first: it is the list of what is
 * done. {@link io.gridmill.chaos.ChaosIT} runs it, {@code ./check --chaos} all of it.
 */
@NullMarked
package io.gridmill.chaos;

import org.jspecify.annotations.NullMarked;
