/** Running claimed tasks on slots: threads, deadlines, stopping. */
@NullMarked
package io.gridmill.execute;

import org.jspecify.annotations.NullMarked;
