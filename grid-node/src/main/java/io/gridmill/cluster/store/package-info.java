/** Records in partitioned maps, changed by thin entry processors. */
@NullMarked
package io.gridmill.cluster.store;

import org.jspecify.annotations.NullMarked;
