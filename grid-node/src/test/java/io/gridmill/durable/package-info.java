@NullMarked
package io.gridmill.durable;

import org.jspecify.annotations.NullMarked;
