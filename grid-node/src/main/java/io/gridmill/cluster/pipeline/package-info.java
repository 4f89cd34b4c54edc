/** Driving jobs: splitting and aggregating them with Jet, or in place where one block is all. */
@NullMarked
package io.gridmill.cluster.pipeline;

import org.jspecify.annotations.NullMarked;
