@NullMarked
package io.gridmill.cluster.store;

import org.jspecify.annotations.NullMarked;
