@NullMarked
package io.gridmill.simulation;

import org.jspecify.annotations.NullMarked;
