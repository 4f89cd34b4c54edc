@NullMarked
package io.gridmill.durable.sql;

import org.jspecify.annotations.NullMarked;
