@NullMarked
package io.gridmill.cluster;

import org.jspecify.annotations.NullMarked;
