/**
 * Counts the words of texts of any size: each task one range of bytes, sorted runs on disk merged
 * to the answer.
 */
@NullMarked
package io.gridmill.task.builtin.wordcount;

import org.jspecify.annotations.NullMarked;
