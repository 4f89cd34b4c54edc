/** Tests of what members know of each other. */
@NullMarked
package io.gridmill.cluster.members;

import org.jspecify.annotations.NullMarked;
