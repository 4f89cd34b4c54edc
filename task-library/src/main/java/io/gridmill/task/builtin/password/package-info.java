/** Hashes lists of passwords and audits hashes against lists of words. */
@NullMarked
package io.gridmill.task.builtin.password;

import org.jspecify.annotations.NullMarked;
