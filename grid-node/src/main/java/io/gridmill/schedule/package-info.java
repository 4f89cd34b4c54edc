/** Jobs that are to run again and again: when each is due and what then happens. Pure. */
@NullMarked
package io.gridmill.schedule;

import org.jspecify.annotations.NullMarked;
